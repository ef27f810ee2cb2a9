// What @polymarket/client does with orders, and what it finds of them afterwards.
import {
  type AcceptedOrderResponse,
  type OrderPostStatus,
  type OrderResponse,
  OrderSide,
  OrderType,
  RequestRejectedError,
  type SecureClient,
} from '@polymarket/client';
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';
import type { Hearing } from './polymarket-client-events.ts';

/** The client takes no expiration that is nearer than three minutes. */
const GTD_SECONDS = 600;
/** A book may move between the look at it and the order. */
const TRIES = 10;

/** The smallest order at the lowest price, which nobody will take. */
export async function lowest(client: SecureClient, { token: tokenId }: Judged) {
  const { tickSize, minOrderSize } = await client.fetchOrderBook({ tokenId });
  return { tokenId, price: Number(tickSize), size: Number(minOrderSize), side: OrderSide.BUY };
}

export async function judgeRestingOrders(
  client: SecureClient,
  judged: Judged,
  events: Hearing,
): Promise<void> {
  const order = await lowest(client, judged);
  const { orderId } = accepted(await client.placeLimitOrder(order), 'live');
  expect(await client.fetchOrder({ orderId })).toMatchObject({ id: orderId, side: 'BUY' });
  expect(await openIds(client)).toContain(orderId);
  await events.expectOrder(orderId, 'PLACEMENT');
  await events.expectMarket('price_change');
  expect(await client.cancelOrder({ orderId })).toEqual({ canceled: [orderId], notCanceled: {} });
  await events.expectOrder(orderId, 'CANCELLATION');
  const expiration = Math.floor(Date.now() / 1000) + GTD_SECONDS;
  const dated = accepted(await client.placeLimitOrder({ ...order, expiration }), 'live');
  const found = await client.fetchOrder({ orderId: dated.orderId });
  expect(found).toMatchObject({ orderType: 'GTD', expiresAt: expect.any(String) });
  const passive = await client.placeLimitOrder({ ...order, postOnly: true });
  const ids = [dated.orderId, accepted(passive, 'live').orderId];
  expect((await client.cancelOrders({ orderIds: ids })).canceled.toSorted()).toEqual(
    ids.toSorted(),
  );
  await judgeCrossing(client, order);
  await judgeMany(client, judged, order);
}

type Limit = Awaited<ReturnType<typeof lowest>>;

async function judgeCrossing(client: SecureClient, order: Limit): Promise<void> {
  const crossing = { ...order, price: 1 - order.price, postOnly: true };
  expect(await refusalOf(client.placeLimitOrder(crossing))).toContain('post-only');
}

async function judgeMany(client: SecureClient, judged: Judged, order: Limit): Promise<void> {
  await postThree(client, order);
  const cancelled = await client.cancelMarketOrders({ market: judged.condition });
  expect(cancelled.canceled).toHaveLength(3);
  await postThree(client, order);
  expect((await client.cancelMarketOrders({ tokenId: judged.token })).canceled).toHaveLength(3);
  await postThree(client, order);
  expect((await client.cancelAll()).canceled).toHaveLength(3);
  expect(await openIds(client)).toEqual([]);
}

async function postThree(client: SecureClient, order: Limit): Promise<void> {
  const signed = [1, 2, 3].map((more) =>
    client.createLimitOrder({ ...order, size: order.size + more }),
  );
  const answers = await client.postOrders(await Promise.all(signed));
  for (const answer of answers) accepted(answer, 'live');
}

export async function judgeFills(
  client: SecureClient,
  judged: Judged,
  events: Hearing,
): Promise<void> {
  const { tokenId, size, price: tick } = await lowest(client, judged);
  const buy = { tokenId, side: OrderSide.BUY as const, amount: 2 * size };
  const whole = { ...buy, maxPrice: 1 - tick, orderType: OrderType.FOK as const };
  const bought = accepted(await client.placeMarketOrder(whole), 'matched');
  expect(Number(bought.takingAmount)).toBeGreaterThan(buy.amount);
  await judgeSettlement(client, bought, events);
  await events.expectMarket('last_trade_price');
  await client.fetchLastTradePrice({ tokenId });
  await client.fetchLastTradePrices([{ tokenId }]);
  await judgeSettlement(client, await untilFilled(client, buy), events);
  const sell = { tokenId, side: OrderSide.SELL as const, shares: Math.floor(size) };
  await judgeSettlement(client, await untilFilled(client, sell), events);
  await judgeNothingToTake(client, { ...buy, maxPrice: tick });
}

type MarketOrder = Parameters<SecureClient['placeMarketOrder']>[0];

/** The client looks at the book for its price, so it may come too late. */
async function untilFilled(
  client: SecureClient,
  order: MarketOrder,
): Promise<AcceptedOrderResponse> {
  for (let i = 1; ; i++) {
    try {
      return accepted(await client.placeMarketOrder(order), 'matched');
    } catch (error) {
      if (!(error instanceof RequestRejectedError) || i === TRIES) throw error;
    }
  }
}

async function judgeSettlement(
  client: SecureClient,
  order: AcceptedOrderResponse,
  events: Hearing,
): Promise<void> {
  expect(order.tradeIds.length).toBeGreaterThan(0);
  expect((await client.waitForOrderFillSettlement(order)).length).toBeGreaterThan(0);
  for (const id of order.tradeIds) {
    const { items } = await client.listAccountTrades({ id }).firstPage();
    expect(items).toMatchObject([{ id, takerOrderId: order.orderId, traderSide: 'TAKER' }]);
    for (const status of ['MATCHED', 'MINED', 'CONFIRMED'] as const) {
      await events.expectTrade(id, status);
    }
  }
}

async function judgeNothingToTake(client: SecureClient, order: MarketOrder): Promise<void> {
  const kinds = [
    [OrderType.FAK, 'no orders found to match with FAK order'],
    [OrderType.FOK, "order couldn't be fully filled"],
  ] as const;
  for (const [orderType, says] of kinds) {
    expect(await refusalOf(client.placeMarketOrder({ ...order, orderType }))).toContain(says);
  }
}

/** What the account's own pages say when it has traded. */
export async function judgeOwnRecord(client: SecureClient): Promise<void> {
  const positions = await client.listPositions().firstPage();
  expect(positions.items.length).toBeGreaterThan(0);
  await client.fetchPortfolioValue();
  await client.listClosedPositions().firstPage();
  await client.listActivity().firstPage();
  const user = client.account.wallet;
  expect((await client.listTrades({ user }).firstPage()).items.length).toBeGreaterThan(0);
  expect((await client.listAccountTrades().firstPage()).items.length).toBeGreaterThan(0);
}

async function openIds(client: SecureClient): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of client.listOpenOrders()) ids.push(...page.items.map(({ id }) => id));
  return ids;
}

export function accepted(
  answer: OrderResponse,
  status: `${OrderPostStatus}`,
): AcceptedOrderResponse {
  expect(answer).toMatchObject({ ok: true, status });
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}

/** The venue refuses by status or in the answer. */
async function refusalOf(placing: Promise<OrderResponse>): Promise<string> {
  try {
    const answer = await placing;
    return answer.ok ? 'accepted' : answer.message;
  } catch (error) {
    if (error instanceof RequestRejectedError) return error.message;
    throw error;
  }
}
