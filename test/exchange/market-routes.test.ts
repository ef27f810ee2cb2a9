import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Price } from '../../src/domain/units.ts';
import { readClobMarket, readClobMarkets } from '../../src/polymarket/wire/clob/market.ts';
import { readMarketInfo } from '../../src/polymarket/wire/clob/market-info.ts';
import {
  readFeeRateBps,
  readMarketOfToken,
  readNegativeRisk,
  readTickSize,
} from '../../src/polymarket/wire/clob/market-terms.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { aListing } from '../support/local-venue.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };

test('the terms of a token', async () => {
  const ask = async (path: string) => (await bench.get(`${path}?token_id=${UP}`)).text;
  expect(readTickSize(await ask('/tick-size'))).toMatchObject({ ...clean, value: 10_000 });
  expect(readNegativeRisk(await ask('/neg-risk'))).toMatchObject({ ...clean, value: false });
  expect(readFeeRateBps(await ask('/fee-rate'))).toMatchObject({ ...clean, value: 0 });
  expect((await bench.get('/tick-size?token_id=5')).status).toBe(404);
  // The venue's pages name the token in the path as well.
  expect(readTickSize((await bench.get(`/tick-size/${UP}`)).text)).toMatchObject({ value: 10_000 });
  expect(readFeeRateBps((await bench.get(`/fee-rate/${UP}`)).text)).toMatchObject({ value: 0 });
  expect((await bench.get('/fee-rate/5')).status).toBe(404);
});

test('the market of a token', async () => {
  const { text, json } = await bench.get(`/markets-by-token/${DOWN}`);
  expect(readMarketOfToken(text)).toMatchObject({ ok: true, value: MARKET });
  expect(json).toEqual({ condition_id: MARKET, primary_token_id: UP, secondary_token_id: DOWN });
});

test('a market in short keys', async () => {
  const { text, json } = await bench.get(`/clob-markets/${MARKET}`);
  const answer = readMarketInfo(text);
  expect(answer).toMatchObject({
    ...clean,
    value: { market: MARKET, tick: 10_000, minimumSize: 5_000_000, takerDelay: false },
  });
  // Strict clients refuse a market without these (polymarket-apis 2.3.0).
  expect(json).toMatchObject({ gst: null, r: {}, rfqe: false, ibce: false, cbos: false, oas: 0 });
  expect((await bench.get(`/clob-markets/0x${'00'.repeat(32)}`)).status).toBe(404);
});

test('a market in the long form, until it has a winner', async () => {
  const ask = async () => readClobMarket((await bench.get(`/markets/${MARKET}`)).text);
  expect(await ask()).toMatchObject({
    ...clean,
    value: { slug: bench.local.market.slug, closed: false, acceptsOrders: true },
  });
  bench.local.venue.resolve(bench.local.market, 0 as Price);
  expect(await ask()).toMatchObject({
    value: {
      closed: true,
      acceptsOrders: false,
      tokens: [
        { token: UP, price: 0, winner: false },
        { token: DOWN, price: 1_000_000, winner: true },
      ],
    },
  });
});

test('lists of markets, a page at a time', async () => {
  for (const path of ['markets', 'simplified-markets', 'sampling-markets']) {
    const answer = readClobMarkets((await bench.get(`/${path}?next_cursor=MA%3D%3D`)).text);
    expect(answer, path).toMatchObject({ ...clean, value: { nextCursor: undefined } });
    expect(answer.ok && answer.value.rows, path).toHaveLength(1);
  }
  expect((await bench.get('/markets')).json).toMatchObject({ limit: 1_000, count: 1 });
  expect((await bench.get('/markets?next_cursor=LTE%3D')).json).toMatchObject({ data: [] });
  const bad = await bench.get('/markets?next_cursor=x');
  expect([bad.status, bad.json]).toEqual([400, { error: 'invalid pagination cursor' }]);
});

test('a cursor leads on to the second page', async () => {
  const { market } = aListing();
  for (let index = 1; index <= 1_000; index++) {
    const tokens = [`${2 * index}1`, `${2 * index}2`] as unknown as typeof market.tokens;
    const conditionId = `0x${String(index).padStart(64, '0')}` as typeof market.conditionId;
    const slug = `market-${index}`;
    bench.local.venue.list(aListing({ market: { ...market, slug, tokens, conditionId } }));
  }
  const { json } = await bench.get('/simplified-markets');
  expect(json).toMatchObject({ count: 1_000, next_cursor: 'MTAwMA==' });
  const last = await bench.get('/simplified-markets?next_cursor=MTAwMA%3D%3D');
  expect(last.json).toMatchObject({ count: 1, next_cursor: 'LTE=' });
});

test('only markets that take orders are sampled', async () => {
  bench.local.venue.close(bench.local.market);
  expect((await bench.get('/sampling-simplified-markets')).json).toMatchObject({ count: 0 });
  for (const path of ['/markets/live-activity', '/live-activity/events']) {
    expect((await bench.get(`${path}/${MARKET}`)).json, path).toEqual([]);
  }
});
