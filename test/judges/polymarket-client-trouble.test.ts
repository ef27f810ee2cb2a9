// @polymarket/client, unmodified, through the troubles that the exchange itself makes.
import {
  OrderSide,
  OrderType,
  RateLimitError,
  RequestRejectedError,
  type SecureClient,
  TransactionFailedError,
  TransportError,
} from '@polymarket/client';
import { describe, expect, test } from 'vitest';
import { STANDARD } from '../../src/exchange/limits/signer-limits.ts';
import { hearing } from './polymarket-client-events.ts';
import { openSecureClient } from './polymarket-client-session.ts';
import { accepted, lowest } from './polymarket-client-trading.ts';
import { ownIdOf } from './posted-orders.ts';
import { type TroubledExchange, troubledExchange } from './troubled-exchange.ts';

async function stage(options: Parameters<typeof troubledExchange>[0] = {}) {
  const exchange = await troubledExchange(options);
  const { judged } = exchange;
  const client = await openSecureClient(judged.exchange, judged);
  return { ...exchange, client, limit: await lowest(client, judged) };
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function openIds(client: SecureClient): Promise<string[]> {
  const { items } = await client.listOpenOrders().firstPage();
  return items.map(({ id }) => id);
}

function buy({ client, limit }: Pick<Stage, 'client' | 'limit'>) {
  const { tokenId, size, price: tick } = limit;
  const amount = 2 * size;
  const order = { tokenId, side: OrderSide.BUY as const, amount, maxPrice: 1 - tick };
  return client.placeMarketOrder({ ...order, orderType: OrderType.FAK });
}

function sockets(order: TroubledExchange['order'], words: object): Promise<void> {
  return order('faults', { where: 'sockets', ...words });
}

describe('an order', () => {
  // The client gives up after ten seconds.
  test.each([
    ['late_answer', 1],
    ['lost_answer', 1],
    ['stall', 0],
    ['drop', 0],
  ])('whose answer does not come (%s) is found by its hash, or is not', async (fault, open) => {
    const { client, limit, judged, order } = await stage();
    const signed = await client.createLimitOrder(limit);
    const id = ownIdOf(signed, judged);
    await order('faults', {
      where: 'orders',
      fault,
      ...(fault === 'late_answer' && { ms: 31_000 }),
    });
    await expect(client.postOrder(signed)).rejects.toBeInstanceOf(TransportError);
    expect(await openIds(client)).toEqual(open === 1 ? [id] : []);
    if (open === 1) expect(await client.fetchOrder({ orderId: id })).toMatchObject({ id });
    await client.cancelAll();
  });

  test('that is done late comes when its sender has long given up', async () => {
    const { client, limit, judged, order } = await stage();
    const signed = await client.createLimitOrder(limit);
    await order('faults', { where: 'orders', fault: 'delay', ms: 29_000 });
    await expect(client.postOrder(signed)).rejects.toBeInstanceOf(TransportError);
    expect(await openIds(client)).toEqual([]);
    await expect
      .poll(() => openIds(client), { timeout: 20_000 })
      .toEqual([ownIdOf(signed, judged)]);
  });

  test.each([
    [425, 'Service is not ready'],
    [500, 'could not insert order'],
    [503, 'Trading is currently disabled'],
  ])('that is refused with %i was not taken', async (status, words) => {
    const { client, limit, order } = await stage();
    await order('faults', { where: 'orders', fault: 'status', status });
    const refused = await client.placeLimitOrder(limit).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RequestRejectedError);
    expect(refused).toMatchObject({ status, message: expect.stringContaining(words) });
    expect(await openIds(client)).toEqual([]);
    accepted(await client.placeLimitOrder(limit), 'live');
  });

  test('beyond what the limiter allows, and one of which only a fault says so', async () => {
    const { client, limit, order } = await stage({ tier: STANDARD });
    const signed = (most: number) =>
      Promise.all(Array.from({ length: most }, () => client.createLimitOrder(limit)));
    const batches = await Promise.all(Array.from({ length: 10 }, () => signed(15)));
    const answers = await Promise.allSettled(batches.map((batch) => client.postOrders(batch)));
    const errors = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toBeInstanceOf(RateLimitError);
    const placing = () => client.placeLimitOrder(limit).catch((error: unknown) => error);
    await expect.poll(placing, { timeout: 20_000 }).toMatchObject({ ok: true });
    await order('faults', { where: 'orders', fault: 'status', status: 429 });
    expect(await placing()).toBeInstanceOf(RateLimitError);
  });

  test('of a batch stands although its leg is answered without a name', async () => {
    const { client, limit, judged, order } = await stage();
    const signed = await Promise.all([1, 2, 3].map(() => client.createLimitOrder(limit)));
    await order('faults', { where: 'orders', fault: 'partial_batch', refused: 1, nameless: 1 });
    const [, second, third] = signed.map((one) => ownIdOf(one, judged));
    expect(await client.postOrders(signed)).toMatchObject([
      { ok: false, message: 'could not insert order' },
      { ok: false },
      { ok: true, orderId: third },
    ]);
    expect((await openIds(client)).toSorted()).toEqual([second, third].toSorted());
  });
});

describe('a match', () => {
  test('that fails on the chain ends so for whoever waits, and is heard', async () => {
    const { client, limit, judged, order } = await stage();
    const events = await hearing(client, judged);
    await order('settlement', { fate: 'failed' });
    const taken = accepted(await buy({ client, limit }), 'matched');
    const waiting = client.waitForOrderFillSettlement(taken);
    await expect(waiting).rejects.toBeInstanceOf(TransactionFailedError);
    const [id = ''] = taken.tradeIds;
    await events.expectTrade(id, 'FAILED');
  });

  test('that is tried again settles in the end, and each step is heard', async () => {
    const { client, limit, judged, order } = await stage();
    const events = await hearing(client, judged);
    await order('settlement', { fate: 'retried' });
    const taken = accepted(await buy({ client, limit }), 'matched');
    expect(await client.waitForOrderFillSettlement(taken)).toHaveLength(1);
    const [id = ''] = taken.tradeIds;
    for (const status of ['MATCHED', 'RETRYING', 'MINED', 'CONFIRMED'] as const) {
      await events.expectTrade(id, status);
    }
  });
});

describe('a socket', () => {
  test('that is cut comes back by itself, with all that happens from then on', async () => {
    const { client, limit, judged, order, served } = await stage();
    const events = await hearing(client, judged);
    await sockets(order, { channel: 'user', fault: 'refuse' });
    for (const channel of ['market', 'user']) await sockets(order, { channel, fault: 'drop' });
    const { counts } = served.exchange.sockets;
    await expect.poll(() => counts.market.opened, { timeout: 20_000 }).toBe(2);
    expect(counts.user.open).toBe(0);
    await sockets(order, { channel: 'user', fault: 'calm' });
    const opened = () => [counts.market.opened, counts.user.opened];
    await expect.poll(opened, { timeout: 20_000 }).toEqual([2, 2]);
    await expect.poll(() => counts.user.received, { timeout: 20_000 }).toBeGreaterThan(1);
    const { orderId } = accepted(await client.placeLimitOrder(limit), 'live');
    await events.expectOrder(orderId, 'PLACEMENT');
    await events.expectMarket('price_change');
  });

  test.each([
    ['duplicate', 2],
    ['reorder', 1],
  ] as const)('on which frames suffer %s tells all of them', async (fault, times) => {
    const { client, limit, judged, order } = await stage();
    const events = await hearing(client, judged);
    await sockets(order, { channel: 'user', fault });
    const { orderId } = accepted(await client.placeLimitOrder(limit), 'live');
    await client.cancelOrder({ orderId });
    await sockets(order, { channel: 'user', fault: 'calm' });
    await events.expectOrder(orderId, 'PLACEMENT', times);
    await events.expectOrder(orderId, 'CANCELLATION', times);
  });

  test('that is late, or stalls, and answers signs of life all the same', async () => {
    const { client, limit, judged, order, served } = await stage();
    const events = await hearing(client, judged);
    await sockets(order, { channel: 'user', fault: 'delay', ms: 29_000 });
    const { orderId } = accepted(await client.placeLimitOrder(limit), 'live');
    expect(events.orders(orderId)).toEqual([]);
    await events.expectOrder(orderId, 'PLACEMENT');
    await sockets(order, { channel: 'user', fault: 'delay', ms: 0 });
    await sockets(order, { channel: 'user', fault: 'stall' });
    const before = Date.now();
    await client.cancelOrder({ orderId });
    // The client lets a connection go that has not answered for half a minute.
    await expect.poll(() => Date.now() - before, { timeout: 20_000 }).toBeGreaterThan(45_000);
    expect(events.orders(orderId)).toEqual(['PLACEMENT']);
    expect(served.exchange.sockets.counts.user.opened).toBe(1);
  });

  test('tells of a finer grid, on which orders can stand from then on', async () => {
    const { client, limit, judged, order } = await stage();
    const events = await hearing(client, judged);
    const fine = { ...limit, price: 0.015 };
    await expect(client.placeLimitOrder(fine)).rejects.toThrow();
    await order('tick', { market: judged.condition, tick: '0.001' });
    await events.expectMarket('tick_size_change');
    accepted(await client.placeLimitOrder(fine), 'live');
  });
});
