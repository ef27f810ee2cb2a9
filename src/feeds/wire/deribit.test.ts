import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { readOptionSummary } from './deribit-options.ts';
import { readVolatilityIndex } from './deribit-volatility.ts';

const option = (instrument_name: string, changes: object = {}) => ({
  instrument_name,
  open_interest: 10.5,
  volume: 2.0,
  volume_usd: 1e5,
  mark_iv: 40.25,
  mark_price: 0.0025,
  bid_price: null,
  creation_timestamp: NOON_MS,
  ...changes,
});
const answer = (...result: unknown[]) =>
  JSON.stringify({ jsonrpc: '2.0', result, usIn: 1, usOut: 2, usDiff: 1, testnet: false });

const PUT = 'BTC-27MAR26-100000-P';
const CALL = 'BTC-27MAR26-100000-C';

describe('a summary of options', () => {
  test('has puts and calls by open interest and by volume, and the mean volatility', () => {
    const text = answer(
      option(PUT, { open_interest: 30, mark_iv: 50 }),
      option(CALL, { open_interest: 20, volume: 8, creation_timestamp: NOON_MS + 250 }),
      option('BTC-3APR26-90000-C', { open_interest: 0, mark_iv: null, volume: null }),
    );
    expect(readOptionSummary(text, 'BTC')).toEqual({
      ok: true,
      value: [
        {
          kind: 'OptionsSummarized',
          feed: 'deribit/btc',
          tsEvent: at(0.25),
          tsSent: undefined,
          options: 3,
          unread: 0,
          openInterest: { puts: 30_000_000, calls: 20_000_000, ratio: 1_500_000 },
          volume: { puts: 2_000_000, calls: 8_000_000, ratio: 250_000 },
          markVolatility: 46_100_000,
        },
      ],
    });
  });

  test('has no ratio without calls and no volatility without interest', () => {
    const text = answer(option(PUT, { open_interest: 0 }));
    expect(readOptionSummary(text, 'BTC')).toMatchObject({
      value: [{ openInterest: { ratio: undefined }, markVolatility: undefined }],
    });
  });

  test('has no ratio where it would be beyond all numbers', () => {
    const text = answer(option(PUT, { open_interest: 9e9 }), option(CALL, { open_interest: 1e-6 }));
    expect(readOptionSummary(text, 'BTC')).toMatchObject({
      value: [{ openInterest: { puts: 9e15, calls: 1, ratio: undefined } }],
    });
  });

  test('takes tiny numbers as they are written', () => {
    const text = answer(option(PUT), option(CALL)).replaceAll('10.5', '1.0e-4');
    expect(readOptionSummary(text, 'BTC')).toMatchObject({
      value: [{ openInterest: { puts: 100, calls: 100 } }],
    });
  });

  test('takes linear options and strikes with a fraction', () => {
    const text = answer(option('XRP_USDC-27MAR26-1d5-C'), option('XRP_USDC-27MAR26-1d5-P'));
    expect(readOptionSummary(text, 'XRP')).toMatchObject({ value: [{ options: 2 }] });
  });

  test('counts what it cannot read, up to a twentieth', () => {
    const good = Array.from({ length: 19 }, () => option(CALL));
    const bad = [
      null,
      option('ETH-27MAR26-4000-C'),
      option('BTC-PERPETUAL'),
      option(CALL, { open_interest: null }),
      option(CALL, { open_interest: -1 }),
      option(CALL, { volume: 'much' }),
      option(CALL, { mark_iv: -1 }),
      option(CALL, { creation_timestamp: 0 }),
    ];
    for (const one of bad) {
      expect(readOptionSummary(answer(...good, one), 'BTC')).toMatchObject({
        value: [{ options: 19, unread: 1 }],
      });
      expect(readOptionSummary(answer(...good, one, one), 'BTC')).toMatchObject({
        code: 'too_many_unread',
      });
    }
  });

  test.each([
    ['', 'not_json'],
    ['{"error":{"code":13}}', 'unknown_shape'],
    [answer(), 'no_options'],
  ])('is refused: %s', (text, code) => {
    expect(readOptionSummary(text, 'BTC')).toMatchObject({ ok: false, code });
  });
});

describe('a volatility index', () => {
  const index = (...data: unknown[]) => JSON.stringify({ result: { data, continuation: null } });

  test('is its newest candle', () => {
    const text = index(
      [NOON_MS + 60_000, 45.1, 45.5, 44.9, 45.25],
      [NOON_MS, 44.1, 44.5, 43.9, 44.25],
    );
    expect(readVolatilityIndex(text, 'BTC')).toMatchObject({
      value: [
        {
          kind: 'VolatilityTold',
          feed: 'deribit/btc-dvol',
          tsEvent: at(60),
          high: { value: 45_500_000 },
          close: { value: 45_250_000, text: '45.25' },
        },
      ],
    });
  });

  test('may have none', () => {
    expect(readVolatilityIndex(index(), 'BTC')).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['<html>', 'not_json'],
    [index([NOON_MS, 1, 2, 3]), 'unknown_shape'],
    [index([NOON_MS, 45, 44, 46, 45]), 'not_a_candle'],
    [index([NOON_MS, 0, 44, 43, 44]), 'not_a_price'],
  ])('is refused: %s', (text, code) => {
    expect(readVolatilityIndex(text, 'BTC')).toMatchObject({ ok: false, code });
  });
});
