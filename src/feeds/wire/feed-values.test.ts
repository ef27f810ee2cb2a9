import { describe, expect, test } from 'vitest';
import {
  aggregateTrade,
  coinbaseTicker,
  forceOrder,
  markPrice,
} from '../../../test/support/exchange-frames.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import type { Result } from '../../domain/result.ts';
import { readBinanceFutures } from './binance-frame.ts';
import { readFunding } from './binance-funding.ts';
import { readOpenInterest } from './binance-open-interest.ts';
import { readCoinbase } from './coinbase-frame.ts';
import { readOptionSummary } from './deribit-options.ts';
import { readVolatilityIndex } from './deribit-volatility.ts';
import { readFearGreed } from './fear-greed.ts';
import type { FeedEvent } from './feed-event.ts';
import { valuesOf } from './feed-values.ts';

/** Feed, units of 1e-6 and text of everything that a frame or an answer tells. */
function told(reading: Result<readonly FeedEvent[]> | undefined) {
  if (reading?.ok !== true) throw new Error('it was not read');
  return reading.value
    .flatMap((event) => (event.kind === 'ShutdownAnnounced' ? [] : valuesOf(event)))
    .map(({ feed, value, text }) => [feed, value, text]);
}

const option = (name: string, interest: number, volume = 0) => ({
  instrument_name: name,
  open_interest: interest,
  volume,
  mark_iv: 44.5,
  creation_timestamp: NOON_MS,
});
const summary = (...result: readonly object[]) =>
  readOptionSummary(JSON.stringify({ result }), 'BTC');

describe('what is recorded', () => {
  test('of a future is its trades, its mark, the index and the funding, which has a sign', () => {
    expect(told(readBinanceFutures(aggregateTrade(0)))).toEqual([
      ['binance-futures/btcusdt', 76_800_500_000, '76800.5'],
    ]);
    expect(told(readBinanceFutures(markPrice(0)))).toEqual([
      ['binance-futures/btcusdt-mark', 76_811_150_000, '76811.15000000'],
      ['binance-futures/btcusdt-index', 76_814_626_591, '76814.62659091'],
      ['binance-futures/btcusdt-funding', -12, '-0.00001234'],
    ]);
  });

  test('of a liquidation is what was filled: sold below zero, bought above', () => {
    expect(told(readBinanceFutures(forceOrder(0)))).toEqual([
      ['binance-futures/btcusdt-liquidated', -14_000, '-0.014'],
    ]);
    expect(told(readBinanceFutures(forceOrder(0, { S: 'BUY', z: '0' })))).toEqual([
      ['binance-futures/btcusdt-liquidated', 0, '0'],
    ]);
  });

  test('of the answers of Binance is what was paid, and all contracts there are', () => {
    const paid = { symbol: 'BTCUSDT', fundingRate: '-0.00037500', fundingTime: NOON_MS };
    expect(told(readFunding(JSON.stringify([paid])))).toEqual([
      ['binance-futures/btcusdt-funding-paid', -375, '-0.00037500'],
    ]);
    const open = { symbol: 'BTCUSDT', openInterest: '10659.509', time: NOON_MS };
    expect(told(readOpenInterest(JSON.stringify(open)))).toEqual([
      ['binance-futures/btcusdt-open-interest', 10_659_509_000, '10659.509'],
    ]);
  });

  test('of a ticker is the price, not the quote beside it', () => {
    expect(told(readCoinbase(coinbaseTicker(0)))).toEqual([
      ['coinbase/btcusd', 76_796_250_000, '76796.25'],
    ]);
  });

  test('of options is puts to calls, by interest and by volume, and their volatility', () => {
    const [put, call] = ['BTC-27MAR26-100000-P', 'BTC-27MAR26-100000-C'];
    expect(told(summary(option(put, 1, 2), option(call, 3, 2)))).toEqual([
      ['deribit/btc-put-call-oi', 333_333, '0.333333'],
      ['deribit/btc-put-call-volume', 1_000_000, '1'],
      ['deribit/btc-mark-volatility', 44_500_000, '44.5'],
    ]);
  });

  test('of a ratio that nobody can tell is nothing', () => {
    expect(told(summary(option('BTC-27MAR26-100000-P', 1)))).toEqual([
      ['deribit/btc-mark-volatility', 44_500_000, '44.5'],
    ]);
  });

  test('of the indexes is where they stand', () => {
    const result = { data: [[NOON_MS, 45.1, 45.5, 44.9, 45.25]] };
    expect(told(readVolatilityIndex(JSON.stringify({ result }), 'BTC'))).toEqual([
      ['deribit/btc-dvol', 45_250_000, '45.25'],
    ]);
    const data = [{ value: '27', value_classification: 'Fear', timestamp: '1790000000' }];
    expect(told(readFearGreed(JSON.stringify({ data })))).toEqual([
      ['alternative/fear-greed', 27_000_000, '27'],
    ]);
  });
});
