// Answers of Binance's REST services, as documented.
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { readDepthSnapshot } from './binance-depth.ts';
import { readFunding } from './binance-funding.ts';
import { readPremiumIndex } from './binance-mark.ts';
import { readOpenInterest } from './binance-open-interest.ts';

const json = JSON.stringify;

const premium = {
  symbol: 'BTCUSDT',
  markPrice: '76811.15',
  indexPrice: '76814.62659091',
  estimatedSettlePrice: '76830.5',
  lastFundingRate: '0.00010000',
  interestRate: '0.00010000',
  nextFundingTime: NOON_MS + 14_400_000,
  time: NOON_MS,
};

test('the premium index is a mark like that of the stream', () => {
  expect(readPremiumIndex(json(premium))).toEqual({
    ok: true,
    value: [
      {
        kind: 'MarkPriced',
        feed: 'binance-futures/btcusdt',
        tsEvent: at(0),
        tsSent: at(0),
        mark: { value: 76_811_150_000, text: '76811.15' },
        index: { value: 76_814_626_591, text: '76814.62659091' },
        funding: { value: 100, text: '0.00010000' },
        fundingAt: at(14_400),
      },
    ],
  });
});

test('funding comes oldest first, whatever the order of the answer', () => {
  const paid = (hours: number, fundingRate: string) => ({
    symbol: 'BTCUSDT',
    fundingRate,
    fundingTime: NOON_MS + hours * 3_600_000,
    markPrice: '76800',
  });
  expect(readFunding(json([paid(8, '-0.0001'), paid(0, '0.0002')]))).toMatchObject({
    value: [
      { kind: 'FundingPaid', tsEvent: at(0), rate: { value: 200 } },
      { tsEvent: at(8 * 3_600), rate: { value: -100 } },
    ],
  });
  expect(readFunding('[]')).toEqual({ ok: true, value: [] });
});

test('open interest', () => {
  const answer = { symbol: 'BTCUSDT', openInterest: '10659.509', time: NOON_MS };
  expect(readOpenInterest(json(answer))).toMatchObject({
    value: [{ kind: 'OpenInterestTold', tsEvent: at(0), openInterest: { value: 10_659_509_000 } }],
  });
});

test('a whole book', () => {
  const answer = { lastUpdateId: 160, bids: [['0.0024', '10']], asks: [] };
  expect(readDepthSnapshot(json(answer))).toMatchObject({
    value: { lastId: 160, bids: { price: new Float64Array([2_400]) } },
  });
});

describe('refused are', () => {
  const page = '<html>';
  test.each([
    ['a page', readPremiumIndex, page, 'not_json'],
    ['a page', readFunding, page, 'not_json'],
    ['a page', readOpenInterest, page, 'not_json'],
    ['a page', readDepthSnapshot, page, 'not_json'],
    ['an error', readPremiumIndex, '{"code":-1121,"msg":"Invalid symbol."}', 'unknown_shape'],
    ['an error', readFunding, '{"code":-1121}', 'unknown_shape'],
    ['an error', readOpenInterest, '{"code":-1121}', 'unknown_shape'],
    ['an error', readDepthSnapshot, '{"code":-1121}', 'unknown_shape'],
    ['no mark', readPremiumIndex, json({ ...premium, markPrice: '' }), 'not_a_decimal'],
    ['no rate', readPremiumIndex, json({ ...premium, lastFundingRate: '' }), 'not_a_decimal'],
    [
      'funding without a rate',
      readFunding,
      json([{ symbol: 'BTCUSDT', fundingRate: '', fundingTime: NOON_MS }]),
      'not_a_decimal',
    ],
    [
      'a negative interest',
      readOpenInterest,
      json({ symbol: 'BTCUSDT', openInterest: '-1', time: NOON_MS }),
      'negative_size',
    ],
    [
      'a book with a bad side',
      readDepthSnapshot,
      json({ lastUpdateId: 1, bids: [], asks: [['x', '1']] }),
      'not_a_decimal',
    ],
  ])('%s (%o)', (_name, read, answer, code) => {
    expect(read(answer)).toMatchObject({ ok: false, code });
  });
});
