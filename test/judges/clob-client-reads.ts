// What @polymarket/clob-client-v2 reads without a key. It validates nothing, so all is said here.
import {
  type ClobClient,
  type OrderBookSummary,
  PriceHistoryInterval,
  Side,
} from '@polymarket/clob-client-v2';
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';

const TRIES = 50;
const SECONDS_OF_CLOCK = 60;

export async function judgeReads(client: ClobClient, judged: Judged): Promise<void> {
  await judgeState(client);
  await judgeBooks(client, judged);
  await judgePrices(client, judged);
  await judgeMarket(client, judged);
  await judgePrograms(client, judged);
}

async function judgeState(client: ClobClient): Promise<void> {
  expect(await client.getOk()).toBeDefined();
  expect(await client.getVersion()).toBe(2);
  const seconds = await client.getServerTime();
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(SECONDS_OF_CLOCK);
}

async function judgeBooks(client: ClobClient, { token, condition }: Judged): Promise<void> {
  const book = await client.getOrderBook(token);
  expect(book).toMatchObject({ market: condition, asset_id: token });
  expect(book.timestamp).toMatch(/^\d{13}$/);
  expect(pricesOf(book.bids)).toEqual(pricesOf(book.bids).toSorted((a, b) => a - b));
  expect(pricesOf(book.asks)).toEqual(pricesOf(book.asks).toSorted((a, b) => b - a));
  expect(bestOf(book.bids)).toBeLessThan(bestOf(book.asks));
  // The client writes into what it hashes.
  expect(await client.getOrderBookHash({ ...book })).toBe(book.hash);
  const [same] = await client.getOrderBooks([{ token_id: token, side: Side.BUY }]);
  expect(same).toMatchObject({ market: condition, asset_id: token });
}

async function judgePrices(client: ClobClient, { token }: Judged): Promise<void> {
  const both = [Side.BUY, Side.SELL].map((side) => ({ token_id: token, side }));
  const [book, found] = await onSteadyBook(client, token, async () => ({
    mid: await client.getMidpoint(token),
    mids: await client.getMidpoints(both.slice(1)),
    buy: await client.getPrice(token, Side.BUY),
    sell: await client.getPrice(token, Side.SELL),
    prices: await client.getPrices(both),
    spread: await client.getSpread(token),
    spreads: await client.getSpreads(both.slice(1)),
  }));
  const [bid, ask] = [bestOf(book.bids), bestOf(book.asks)];
  expect(Number(found.mid.mid)).toBeCloseTo((bid + ask) / 2, 9);
  expect(found.mids).toEqual({ [token]: found.mid.mid });
  // A buyer's price is the best bid: where a buyer would stand.
  expect([Number(found.buy.price), Number(found.sell.price)]).toEqual([bid, ask]);
  expect(Number(found.prices[token].BUY)).toBe(bid);
  expect(Number(found.prices[token].SELL)).toBe(ask);
  expect(Number(found.spread.spread)).toBeCloseTo(ask - bid, 9);
  expect(found.spreads).toEqual({ [token]: found.spread.spread });
}

async function judgeMarket(client: ClobClient, judged: Judged): Promise<void> {
  const { token, condition, isNegativeRisk } = judged;
  const market = await client.getClobMarketInfo(condition);
  expect(market.t.map(({ t }) => t)).toContain(token);
  expect(await client.getNegRisk(token)).toBe(isNegativeRisk);
  expect(Number(await client.getTickSize(token))).toBe(market.mts);
  expect(await client.getFeeRateBps(token)).toBeTypeOf('number');
  expect(await client.getMarket(condition)).toMatchObject({ condition_id: condition });
  for (const page of [await client.getMarkets(), await client.getSimplifiedMarkets()]) {
    expect(page).toMatchObject({ data: expect.any(Array), next_cursor: expect.any(String) });
  }
  const interval = PriceHistoryInterval.ONE_HOUR;
  const answer = await client.getPricesHistory({ market: token, interval });
  expect(answer).toMatchObject({ history: expect.any(Array) });
}

/** Nothing is paid here, and no builder sent anything: lists of nothing, never a refusal. */
async function judgePrograms(client: ClobClient, { condition }: Judged): Promise<void> {
  const builder_code = `0x${'11'.repeat(32)}`;
  expect(await client.getBuilderTrades({ builder_code })).toMatchObject({ trades: [], count: 0 });
  expect(await client.getCurrentRewards()).toEqual([]);
  expect(await client.getRawRewardsForMarket(condition)).toEqual([]);
}

/** What `read` finds while the book does not change: a book that others trade on may. */
async function onSteadyBook<T>(
  client: ClobClient,
  token: string,
  read: () => Promise<T>,
): Promise<readonly [OrderBookSummary, T]> {
  for (let i = 0; i < TRIES; i++) {
    const book = await client.getOrderBook(token);
    const found = await read();
    if ((await client.getOrderBook(token)).hash === book.hash) return [book, found];
  }
  throw new Error(`the book of ${token} changed ${TRIES} times while its prices were read`);
}

/** Levels come with the best one last. */
function bestOf(levels: OrderBookSummary['bids']): number {
  const best = levels.at(-1);
  if (best === undefined) throw new Error('the judged book has an empty side');
  return Number(best.price);
}

function pricesOf(levels: OrderBookSummary['bids']): number[] {
  return levels.map(({ price }) => Number(price));
}
