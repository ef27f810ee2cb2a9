import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { recordedFixture, recording, testRecorded } from '../../../../test/support/recorded.ts';
import { clobAnswers } from '../../../../test/support/wire-samples/clob.ts';
import { DOWN, MARKET, UP } from '../../../../test/support/wire-samples/ids.ts';
import {
  readFeeRateBps,
  readMarketOfToken,
  readNegativeRisk,
  readTickSize,
} from './market-terms.ts';
import {
  readLastTrade,
  readLastTrades,
  readMidpoint,
  readPrice,
  readPrices,
  readPriceTable,
  readSpread,
} from './prices.ts';
import { readPricesHistory } from './prices-history.ts';
import { readOrderVersion, readServerTime } from './server.ts';

const text = JSON.stringify;

test('a price, a midpoint and a spread are a field each', () => {
  expect(readPrice('{"price":"0.5"}')).toMatchObject({ value: 500_000 });
  expect(readMidpoint('{"mid":"0.495"}')).toMatchObject({ value: 495_000 });
  expect(readSpread('{"spread":0.02}')).toMatchObject({ value: 20_000 });
  expect(readPrice('{"price":"1.2"}')).toMatchObject({ ok: false, code: 'price_out_of_range' });
  expect(readPrice('{}')).toMatchObject({
    ok: false,
    message: expect.stringContaining('answer.price'),
  });
});

test('prices of several tokens are tables by token', () => {
  expect(readPriceTable(text(clobAnswers.priceTable))).toMatchObject({
    value: new Map([
      [UP, 490_000],
      [DOWN, 510_000],
    ]),
  });
  // BUY is what buyers bid.
  expect(readPrices(text(clobAnswers.prices))).toMatchObject({
    value: new Map([
      [UP, { bestBid: 490_000, bestAsk: 510_000 }],
      [DOWN, { bestBid: 490_000, bestAsk: undefined }],
    ]),
  });
});

test('where nothing was traded there is no last trade', () => {
  expect(readLastTrade('{"price":"0.5","side":""}')).toMatchObject({ ok: true, value: undefined });
  expect(readLastTrade('{"price":"0.51","side":"SELL"}')).toMatchObject({
    value: { price: 510_000, side: 'sell' },
  });
  expect(readLastTrades(text(clobAnswers.lastTrades))).toMatchObject({
    value: new Map([[UP, { price: 500_000, side: 'sell' }]]),
  });
});

test('the terms of a token are a field each', () => {
  expect(readTickSize('{"minimum_tick_size":0.01}')).toMatchObject({ value: 10_000 });
  expect(readTickSize('{"minimum_tick_size":0.03}')).toMatchObject({ ok: false });
  expect(readNegativeRisk('{"neg_risk":true}')).toMatchObject({ value: true });
  expect(readMarketOfToken(text({ condition_id: MARKET }))).toMatchObject({ value: MARKET });
  expect(readServerTime('1782201484')).toMatchObject({ value: 1_782_201_484_000_000 });
  expect(readOrderVersion('{"version":2}')).toMatchObject({ value: 2 });
});

testRecorded('recorded fee rates are read', recordedFixture('polymarket/nautilus'), (folder) => {
  const rates = ['nonzero', 'zero'].map((name) =>
    readFeeRateBps(readFileSync(join(folder, `clob_fee_rate_response_${name}.json`), 'utf8')),
  );
  expect(rates).toMatchObject([{ value: 150 }, { value: 0 }]);
});

testRecorded(
  'a recorded history of a month is read, to the point',
  recording('gamma-and-clob-catalogues-2026-02/prices-history-31d.json.gz'),
  (path) => {
    const answer = readPricesHistory(gunzipSync(readFileSync(path)).toString());
    expect(answer).toMatchObject({
      ok: true,
      refusals: [],
      wrongFields: [],
      unknownFields: new Map(),
    });
    const points = answer.ok ? answer.value : [];
    expect(points).toHaveLength(4_456);
    expect(points[0]).toEqual({ at: 1_767_802_212_000_000, price: 185_000 });
    expect(points.at(-1)).toEqual({ at: 1_770_480_499_000_000, price: 225_000 });
    expect(points.reduce((sum, point) => sum + point.price, 0)).toBe(1_066_635_000);
  },
);

testRecorded(
  'a recorded history of minutes may repeat a time',
  recordedFixture('polymarket/rest/clob_prices_history.json'),
  (path) => {
    expect(readPricesHistory(readFileSync(path, 'utf8'))).toMatchObject({
      value: [{ price: 500_000 }, { at: 1_782_201_544_000_000 }, { at: 1_782_201_544_000_000 }],
    });
  },
);
