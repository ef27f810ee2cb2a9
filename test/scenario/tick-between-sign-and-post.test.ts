// 13: the tick size changes between an order's signature and its arrival. The venue refuses it; the
// new tick is learnt, the order is decided anew, and what was signed is never sent again.
// Real HTTP and real sockets on loopback, virtual time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LimitTerms } from '../../src/domain/order.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Price, Shares } from '../../src/domain/units.ts';
import type { OrderMarket } from '../../src/polymarket/orders/order-terms.ts';
import type { PostOrder } from '../../src/polymarket/orders/post-order.ts';
import { whetherDone } from '../../src/polymarket/rest/outcome.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import { anExchangeOrder } from '../support/an-exchange-order.ts';
import { anOrder } from '../support/an-order.ts';
import { tickFrame } from '../support/market-frames.ts';
import { MarketWorld } from '../support/market-world.ts';
import { json, RestBench } from '../support/rest-bench.ts';
import { signingDesk } from '../support/signing-desk.ts';

const MILL = 1_000 as TickSize;
const { tokenId } = anExchangeOrder();
const marketOf = (tick: TickSize): OrderMarket => ({
  tokenId,
  tick,
  minimumSize: 5_000_000 as Shares,
});
const bid = (price: number): LimitTerms =>
  anOrder({ timeInForce: 'GTC', price: price as Price, size: 10_000_000 as Shares }).terms;

let bench: RestBench;
/** The venue's tick, in its own words. */
let tick: '0.001' | '0.01';
beforeEach(async () => {
  tick = '0.001';
  // Clients that ask again where asking again is harmless.
  bench = await RestBench.open({ retry: { attemptsMost: 5 } });
  bench.answer = ({ path, body }) => {
    if (path.startsWith('/tick-size')) return json({ minimum_tick_size: Number(tick) });
    if (path === '/orders') return json((JSON.parse(body) as PostOrder[]).map(legOf));
    const leg = legOf(JSON.parse(body) as PostOrder);
    return leg.errorMsg === '' ? json(leg) : json({ error: leg.errorMsg }, 400);
  };
});
afterEach(() => bench.close());

/** What the venue says of an order. */
function legOf({ order }: PostOrder) {
  const price = Number(order.makerAmount) / Number(order.takerAmount);
  const isOnTick = Number.isInteger(Math.round(price * 1e6) / (Number(tick) * 1e6));
  if (isOnTick) {
    const orderID = `0x${String(order.salt).padStart(64, '0')}`;
    return { success: true, errorMsg: '', orderID, status: 'live' };
  }
  const errorMsg = `order 0xab is invalid. Price (${price}) breaks minimum tick size rule: ${tick}`;
  return { success: true, errorMsg, orderID: '' };
}

/** Bodies of orders that arrived. */
const arrived = () => bench.received.flatMap(({ method, body }) => (method === 'POST' ? body : []));

async function desk() {
  const opened = await signingDesk(bench);
  const signed = (terms: LimitTerms, market: OrderMarket) => {
    const built = opened.builder.limit(terms, market, bench.clock.now());
    if (!built.ok) return built;
    return opened.signing.sign(built.value, EXCHANGE_V2);
  };
  const signedOrFail = (terms: LimitTerms, market: OrderMarket) => {
    const order = signed(terms, market);
    if (!order.ok) throw new Error(order.message);
    return order.value;
  };
  return { ...opened, signed, signedOrFail };
}

describe('an order that was signed for the tick of before', () => {
  test('is refused as such, decided anew on the new tick, and never sent again', async () => {
    const { clob, orders, signed, signedOrFail } = await desk();
    const first = signedOrFail(bid(965_000), marketOf(MILL));
    tick = '0.01';
    const outcome = await bench.settled(orders.post(first.body));
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'price_off_tick' } });
    expect(whetherDone(outcome)).toBe('notDone');
    await bench.clock.pass(60_000);
    expect(arrived()).toHaveLength(1);

    const now = await bench.settled(clob.markets.tickSize(tokenId));
    if (now.kind !== 'ok') throw new Error(now.kind);
    // The old decision cannot even be signed any more.
    expect(signed(bid(965_000), marketOf(now.value))).toMatchObject({ code: 'price_off_tick' });
    const second = signedOrFail(bid(960_000), marketOf(now.value));
    expect(await bench.settled(orders.post(second.body))).toMatchObject({ kind: 'ok' });
    await bench.clock.pass(60_000);
    expect(arrived()).toEqual([JSON.stringify(first.body), JSON.stringify(second.body)]);
    expect(second.id).not.toBe(first.id);
  });

  test('in a batch is refused alone, and the batch is not sent again', async () => {
    const { orders, signedOrFail } = await desk();
    const legs = [bid(965_000), bid(960_000)].map((terms) => signedOrFail(terms, marketOf(MILL)));
    tick = '0.01';
    const outcomes = await bench.settled(orders.postMany(legs.map(({ body }) => body)));
    expect(outcomes).toMatchObject([
      { kind: 'refused', error: { code: 'price_off_tick' } },
      { kind: 'ok', value: { outcome: 'accepted' } },
    ]);
    await bench.clock.pass(60_000);
    expect(arrived()).toHaveLength(1);
  });
});

test('the market channel tells the new tick too, and trusts no book of the old', async () => {
  const world = await MarketWorld.open([tokenId]);
  await world.recovered(5_000);
  world.server.publish(tokenId, tickFrame(tokenId, 1_000, '0.01'));
  await world.settle();
  const told = world.desk.sink.messages.find(({ kind }) => kind === 'TickSizeChanged');
  const lost = world.desk.sink.marks.find(({ kind }) => kind === 'untrusted');
  await world.close();
  expect(lost).toMatchObject({ token: tokenId, reason: 'tick_change' });
  if (told?.kind !== 'TickSizeChanged') throw new Error('no tick was told');
  const { signed } = await desk();
  expect(signed(bid(965_000), marketOf(told.tick))).toMatchObject({ code: 'price_off_tick' });
  expect(signed(bid(960_000), marketOf(told.tick))).toMatchObject({ ok: true });
});
