// @polymarket/clob-client-v2, unmodified, through the troubles that the exchange itself makes.
import {
  ApiError,
  type ClobClient,
  type OrderResponse,
  OrderType,
  Side,
} from '@polymarket/clob-client-v2';
import { describe, expect, test } from 'vitest';
import { STANDARD } from '../../src/exchange/limits/signer-limits.ts';
import { ANVIL_OTHER_KEY } from '../support/anvil.ts';
import { cancel, clientOf, idOf, openIds, openSession, rest } from './clob-client-session.ts';
import { ownIdOf } from './posted-orders.ts';
import { RecordingProxy } from './recording-proxy.ts';
import { type TroubledExchange, troubledExchange } from './troubled-exchange.ts';

async function session(exchange: TroubledExchange, host = exchange.judged.exchange.clob) {
  const { judged } = exchange;
  const key = await clientOf(host, judged).createOrDeriveApiKey();
  return openSession(host, judged, key);
}

type Session = Awaited<ReturnType<typeof session>>;

type AnyOrder = Awaited<ReturnType<ClobClient['createOrder']>>;
type Signed = Extract<AnyOrder, { readonly builder: string }>;

/** The smallest order, signed and not sent. */
async function signed({ client, judged, tick, size }: Session): Promise<Signed> {
  const order = { tokenID: judged.token, price: tick, size, side: Side.BUY };
  return (await client.createOrder(order)) as Signed;
}

function buy({ client, judged, size, tick }: Session): Promise<OrderResponse> {
  const order = { tokenID: judged.token, side: Side.BUY, amount: 2 * size, price: 1 - tick };
  return client.createAndPostMarketOrder(order, {}, OrderType.FAK);
}

describe('the transaction of a match', () => {
  test.each([
    [29_000, 1],
    [31_000, 0],
  ])('that is known after %i ms: the client waits thirty seconds', async (ms, hashes) => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    await exchange.order('timing', { transaction_after_ms: ms });
    const before = Date.now();
    const answer = await buy(own);
    idOf(answer, 'matched');
    expect(answer.transactionsHashes ?? []).toHaveLength(hashes);
    const waited = Date.now() - before;
    expect(waited).toBeGreaterThanOrEqual(Math.min(ms, 30_000));
    // Whoever asks later finds it in either case.
    const [id = ''] = answer.tradeIDs ?? [];
    const hash = async () => (await own.client.getTrades({ id }))[0]?.transaction_hash;
    await expect.poll(hash, { timeout: 20_000 }).toMatch(/^0x[0-9a-f]{64}$/);
  });

  test('is none where the match failed, and another one where it was tried again', async () => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    await exchange.order('settlement', { fate: 'failed' });
    await exchange.order('timing', { transaction_after_ms: 60_000 });
    const failed = await buy(own);
    expect(failed.transactionsHashes ?? []).toEqual([]);
    const [id = ''] = failed.tradeIDs ?? [];
    expect(await own.client.getTrades({ id })).toMatchObject([{ status: 'FAILED' }]);
    await exchange.order('timing', { transaction_after_ms: 0 });
    await exchange.order('settlement', { fate: 'retried' });
    const retried = await buy(own);
    expect(retried.transactionsHashes).toHaveLength(1);
    const [again = ''] = retried.tradeIDs ?? [];
    const status = async () => (await own.client.getTrades({ id: again }))[0]?.status;
    await expect.poll(status, { timeout: 20_000 }).toBe('CONFIRMED');
  });
});

describe('an answer', () => {
  test.each([29_000, 31_000])('that comes after %i ms names an order long there', async (ms) => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    const order = await signed(own);
    const id = ownIdOf(order, own.judged);
    await exchange.order('faults', { where: 'orders', fault: 'late_answer', ms });
    const before = Date.now();
    const answering = own.client.postOrder(order, OrderType.GTC);
    await expect.poll(() => openIds(own), { timeout: 20_000 }).toEqual([id]);
    expect(Date.now() - before).toBeLessThan(ms);
    expect(idOf(await answering, 'live')).toBe(id);
    expect(Date.now() - before).toBeGreaterThanOrEqual(ms);
    await cancel(own, [id]);
  });

  test.each([
    ['lost_answer', 1],
    ['drop', 0],
  ])('that never comes (%s): the hash of the order finds it, or does not', async (fault, open) => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    const order = await signed(own);
    const id = ownIdOf(order, own.judged);
    await exchange.order('faults', { where: 'orders', fault, count: 2 });
    const answer = await own.lenient.postOrder(order, OrderType.GTC);
    expect(answer).toEqual({ error: expect.any(String) });
    expect(await openIds(own)).toEqual(open === 1 ? [id] : []);
    // Sent again it is the same order, whether it was taken before or not.
    const again = await own.retrying.postOrder(order, OrderType.GTC);
    if (open === 1) expect(JSON.stringify(again)).toContain('Duplicated');
    else expect(idOf(again, 'live')).toBe(id);
    await cancel(own, [id]);
  });
});

describe('a refusal', () => {
  test.each([
    [425, 'Service is not ready'],
    [429, 'Too many requests'],
    [500, 'could not insert order'],
    [503, 'Trading is currently disabled'],
  ])('of %i is given on, and nothing was done', async (status, words) => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    await exchange.order('faults', { where: 'orders', fault: 'status', status });
    const refused = await rest(own).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status, message: expect.stringContaining(words) });
    expect(await openIds(own)).toEqual([]);
    await cancel(own, [idOf(await rest(own), 'live')]);
  });

  test('of the limiter: sixty orders at once, then one each 25 ms', async () => {
    const exchange = await troubledExchange({ tier: STANDARD });
    const own = await session(exchange);
    const { client, lenient } = own;
    const order = await signed(own);
    // More than there will be room for while they are on their way.
    const legs = (most: number) =>
      Promise.all(
        Array.from({ length: most }, async () => ({
          order: await signed(own),
          orderType: OrderType.GTC,
        })),
      );
    const batches = await Promise.all(Array.from({ length: 10 }, () => legs(15)));
    const answers = await Promise.all(batches.map((batch) => lenient.postOrders(batch)));
    const refused = answers.filter((answer) => !Array.isArray(answer));
    expect(refused).toContainEqual({ error: 'Too many requests', status: 429 });
    await expect
      .poll(() => lenient.postOrder(order, OrderType.GTC), { timeout: 20_000 })
      .toMatchObject({ status: 'live' });
    await client.cancelAll();
  });

  test('for another version of orders: the version is read again', async () => {
    const exchange = await troubledExchange();
    const proxy = await RecordingProxy.open(exchange.judged.exchange.clob);
    const own = await session(exchange, proxy.base);
    await rest(own);
    const before = proxy.exchanged.length;
    await exchange.order('faults', { where: 'orders', fault: 'version_mismatch' });
    await expect(rest(own)).rejects.toMatchObject({ message: 'order_version_mismatch' });
    expect(proxy.exchanged.slice(before).map(({ path }) => path)).toContain('/version');
    idOf(await rest(own), 'live');
    await proxy.close();
  });

  test('of one who signs for a key of somebody else, and of a spoilt signature', async () => {
    const exchange = await troubledExchange();
    const own = await session(exchange);
    const stranger = await session({
      ...exchange,
      judged: { ...exchange.judged, privateKey: ANVIL_OTHER_KEY },
    });
    const foreign = await own.lenient.postOrder(await signed(stranger), OrderType.GTC);
    expect(foreign).toMatchObject({
      error: 'the order signer address has to be the address of the API KEY',
      status: 400,
    });
    const order = await signed(own);
    const spoilt = { ...order, takerAmount: String(Number(order.takerAmount) + 1_000_000) };
    const refused = await own.lenient.postOrder(spoilt, OrderType.GTC);
    expect(refused).toMatchObject({ error: 'Invalid order payload', status: 400 });
  });
});

test('a restart: 425, two minutes of resting orders alone, then everything', async () => {
  const exchange = await troubledExchange({ speed: 10 });
  const own = await session(exchange);
  await exchange.order('mode', { mode: 'restarting', seconds: 20 });
  await expect(rest(own)).rejects.toMatchObject({ status: 425 });
  const passive = () => rest({ ...own, client: own.lenient }, {}, OrderType.GTC, true);
  await expect.poll(passive, { timeout: 20_000 }).toMatchObject({ status: 'live' });
  const refused = await buy({ ...own, client: own.lenient });
  expect(refused).toMatchObject({
    error: 'post-only mode: only post-only orders and cancels are allowed',
    code: 'post_only_mode',
    retry_after_seconds: expect.any(Number),
    status: 503,
  });
  await own.client.cancelAll();
  const taking = () => buy({ ...own, client: own.lenient });
  await expect.poll(taking, { timeout: 20_000, interval: 200 }).toMatchObject({
    status: 'matched',
  });
});

test('a batch of which one leg is refused and one answered without its name', async () => {
  const exchange = await troubledExchange();
  const own = await session(exchange);
  const orders = await Promise.all([1, 2, 3].map(() => signed(own)));
  const fault = { where: 'orders', fault: 'partial_batch', refused: 1, nameless: 1 };
  await exchange.order('faults', fault);
  const legs = orders.map((order) => ({ order, orderType: OrderType.GTC }));
  const answers = await own.client.postOrders(legs);
  const [, second, third] = orders.map((order) => ownIdOf(order, own.judged));
  expect(answers).toMatchObject([
    { success: true, orderID: '', errorMsg: 'could not insert order' },
    { success: true, orderID: '', errorMsg: '' },
    { success: true, orderID: third, status: 'live' },
  ]);
  expect((await openIds(own)).toSorted()).toEqual([second, third].toSorted());
});

test('a finer grid: what it takes, the old one refused', async () => {
  const exchange = await troubledExchange();
  const own = await session(exchange);
  const fine = { tokenID: own.judged.token, price: 0.015, size: own.size, side: Side.BUY };
  const { orderBuilder } = own.client;
  const order = await orderBuilder.buildOrder(fine, { tickSize: '0.001', negRisk: false }, 2);
  // The same bytes: what was refused was never placed, and is no duplicate.
  const between = () => own.lenient.postOrder(order, OrderType.GTC);
  expect(JSON.stringify(await between())).toContain('breaks minimum tick size rule: 0.01');
  await exchange.order('tick', { market: own.judged.condition, tick: '0.001' });
  idOf(await rest(own), 'live');
  idOf(await between(), 'live');
});
