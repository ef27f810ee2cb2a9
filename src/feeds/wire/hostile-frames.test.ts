// Whatever arrives, readers answer with events or a refusal: they never throw.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodFrames } from '../../../test/support/good-frames.ts';
import { readDepthSnapshot } from './binance-depth.ts';
import { readBinanceFutures, readBinanceSpot } from './binance-frame.ts';
import { readFunding } from './binance-funding.ts';
import { readPremiumIndex } from './binance-mark.ts';
import { readOpenInterest } from './binance-open-interest.ts';
import { readCoinbase } from './coinbase-frame.ts';
import { readOptionSummary } from './deribit-options.ts';
import { readVolatilityIndex } from './deribit-volatility.ts';
import { readFearGreed } from './fear-greed.ts';

const OPTION = {
  instrument_name: 'BTC-27MAR26-100000-C',
  open_interest: 10.5,
  volume: 2,
  mark_iv: 40.25,
  creation_timestamp: 1_776_081_600_000,
};
const PUT = { ...OPTION, instrument_name: 'BTC-27MAR26-100000-P' };
const json = JSON.stringify;

const READERS: Record<string, [read: (text: string) => unknown, ...good: string[]]> = {
  spot: [readBinanceSpot, ...goodFrames.spot],
  futures: [readBinanceFutures, ...goodFrames.futures],
  coinbase: [readCoinbase, ...goodFrames.coinbase],
  depth: [readDepthSnapshot, json({ lastUpdateId: 1, bids: [['1', '1']], asks: [] })],
  funding: [
    readFunding,
    json([{ symbol: 'BTCUSDT', fundingRate: '0.1', fundingTime: 1_776_081_600_000 }]),
  ],
  premium: [
    readPremiumIndex,
    json({
      symbol: 'BTCUSDT',
      markPrice: '1',
      indexPrice: '1',
      lastFundingRate: '0',
      nextFundingTime: 1,
      time: 1,
    }),
  ],
  interest: [readOpenInterest, json({ symbol: 'BTCUSDT', openInterest: '1', time: 1 })],
  options: [(text) => readOptionSummary(text, 'BTC'), json({ result: [OPTION, PUT] })],
  volatility: [
    (text) => readVolatilityIndex(text, 'BTC'),
    json({ result: { data: [[1_776_081_600_000, 45.1, 45.5, 44.9, 45.25]] } }),
  ],
  mood: [
    readFearGreed,
    json({ data: [{ value: '4', value_classification: 'x', timestamp: '1776081600' }] }),
  ],
};

/** Values that break what takes them for what they are not. */
const odd = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1e-9,
  9e15,
  1e300,
  '',
  '0',
  '-0',
  'NaN',
  '1e400',
  '9'.repeat(15),
  '9'.repeat(5_000),
  `1.${'0'.repeat(5_000)}`,
  [],
  [[]],
  {},
  '__proto__',
  'constructor',
);

/** The JSON with some of its leaves replaced, as a seed has it. */
function damaged(value: unknown, next: () => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => damaged(one, next));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => [key, damaged(one, next)]);
    return Object.fromEntries(entries);
  }
  return next() ?? value;
}

/** A refusal that can be logged: what was sent may be megabytes. */
function expectAnswer(answer: unknown): void {
  if (answer === undefined) return;
  expect(answer).toHaveProperty('ok');
  const { ok, message = '' } = answer as { ok: boolean; message?: string };
  if (!ok) expect(message.length).toBeLessThan(500);
}

describe.each(Object.entries(READERS))('the reader of %s', (_name, [read, ...good]) => {
  test('reads what is right', () => {
    for (const text of good) expect(read(text)).toMatchObject({ ok: true });
  });

  test('answers to any text and any JSON', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => expectAnswer(read(text))));
  });

  test('answers to any damage', () => {
    const draws = fc.array(fc.option(odd, { freq: 3, nil: undefined }), { minLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...good), draws, (text, replacements) => {
        let index = 0;
        const next = () => replacements[index++ % replacements.length];
        expectAnswer(read(json(damaged(JSON.parse(text), next))));
      }),
      { numRuns: 300 },
    );
  });

  test('answers to text that is cut off', () => {
    for (const text of good) {
      for (let end = 0; end < text.length; end += 7) expectAnswer(read(text.slice(0, end)));
    }
  });
});
