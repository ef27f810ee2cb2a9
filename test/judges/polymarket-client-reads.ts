// What @polymarket/client reads without a key: books and prices of the CLOB, listings of Gamma.
import { OrderSide, PriceHistoryInterval, type SecureClient } from '@polymarket/client';
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';

export async function judgePrices(client: SecureClient, judged: Judged): Promise<void> {
  const { token: tokenId, condition } = judged;
  const one = { tokenId };
  expect(await client.fetchOrderBook(one)).toMatchObject({ conditionId: condition, ...one });
  expect(await client.fetchOrderBooks([one])).toMatchObject([one]);
  const midpoint = Number(await client.fetchMidpoint(one));
  expect(midpoint > 0 && midpoint < 1).toBe(true);
  expect(Object.keys(await client.fetchMidpoints([one]))).toEqual([tokenId]);
  const bid = Number(await client.fetchPrice({ ...one, side: OrderSide.BUY }));
  expect(bid).toBeGreaterThan(0);
  const prices = await client.fetchPrices([
    { ...one, side: OrderSide.BUY },
    { ...one, side: OrderSide.SELL },
  ]);
  expect(prices).toEqual({ [tokenId]: { BUY: expect.any(String), SELL: expect.any(String) } });
  expect(Number(await client.fetchSpread(one))).toBeGreaterThan(0);
  expect(Object.keys(await client.fetchSpreads([one]))).toEqual([tokenId]);
  await client.fetchPriceHistory({ ...one, interval: PriceHistoryInterval.ONE_HOUR });
  const estimate = await client.estimateMarketPrice({ ...one, side: OrderSide.BUY, amount: 1 });
  expect(estimate).toBeGreaterThan(0);
}

export async function judgeListings(client: SecureClient, judged: Judged): Promise<void> {
  const { condition, token } = judged;
  const page = await client.listMarkets({ conditionIds: [condition] }).firstPage();
  const [market] = page.items;
  expect(market?.conditionId).toBe(condition);
  if (market === undefined) throw new Error(`Gamma does not list ${condition}`);
  const tokens = [market.outcomes.yes.tokenId, market.outcomes.no.tokenId];
  expect(tokens).toContain(token);
  expect(await client.fetchMarket({ id: market.id })).toMatchObject({ id: market.id });
  expect(await client.fetchMarket({ slug: market.slug ?? '' })).toMatchObject({ id: market.id });
  await client.fetchMarketTags({ id: market.id });
  const [its] = market.events;
  if (its === undefined) throw new Error(`the market ${market.id} stands on no event`);
  const event = await client.fetchEvent({ id: its.id });
  expect(event.markets.map(({ id }) => id)).toContain(market.id);
  expect(await client.fetchEvent({ slug: event.slug ?? '' })).toMatchObject({ id: event.id });
  await client.fetchEventTags({ id: event.id });
  const events = await client.listEvents({ closed: false, pageSize: 20 }).firstPage();
  expect(events.items.length).toBeGreaterThan(0);
  const markets = await client.listMarkets({ closed: false, pageSize: 20 }).firstPage();
  expect(markets.items.length).toBeGreaterThan(0);
  await client.listTags().firstPage();
  await client.search({ q: event.title ?? 'up' }).firstPage();
  await judgeNothings(client, { marketId: market.id, eventId: event.id });
}

/** What nobody did here is told as empty lists, never as a refusal. */
async function judgeNothings(
  client: SecureClient,
  { marketId, eventId }: { marketId: string; eventId: string },
): Promise<void> {
  const [tag] = await client.fetchEventTags({ id: eventId });
  if (tag === undefined) throw new Error(`the event ${eventId} has no tag`);
  const pages = [
    client.listMarketClarifications({ marketId }),
    client.listCommentsByUserAddress({ address: client.account.wallet }),
    client.listTeams(),
    client.listBuilderLeaderboard(),
    client.listBuilderTrades({ builderCode: `0x${'11'.repeat(32)}` }),
    client.listCurrentRewards(),
  ];
  for (const page of pages) expect((await page.firstPage()).items).toEqual([]);
  expect(await client.fetchRelatedTags({ id: tag.id })).toEqual([]);
  expect(await client.fetchRelatedTagResources({ id: tag.id })).toEqual([]);
  expect(await client.fetchBuilderVolume()).toEqual([]);
}
