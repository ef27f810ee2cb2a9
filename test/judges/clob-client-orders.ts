// Resting orders of @polymarket/clob-client-v2: posted, found, cancelled, one by one and many.
import { OrderType, Side } from '@polymarket/clob-client-v2';
import { expect } from 'vitest';
import { cancel, idOf, openIds, rest, type Session } from './clob-client-session.ts';

/** The venue takes no expiration that is nearer than three minutes. */
const GTD_SECONDS = 600;

export async function judgeRestingOrders(session: Session): Promise<void> {
  await judgeGoodTillCancelled(session);
  await judgeGoodTillDate(session);
  await judgePostOnly(session);
  await judgeWrongTick(session);
}

async function judgeGoodTillCancelled(session: Session): Promise<void> {
  const { client, judged, tick, size } = session;
  const id = idOf(await rest(session), 'live');
  const order = await client.getOrder(id);
  expect(order).toMatchObject({ id, side: 'BUY', order_type: 'GTC', asset_id: judged.token });
  expect([order.price, order.original_size, order.size_matched].map(Number)).toEqual([
    tick,
    size,
    0,
  ]);
  expect(await openIds(session)).toContain(id);
  expect((await client.isOrderScoring({ order_id: id })).scoring).toBeTypeOf('boolean');
  expect(await client.areOrdersScoring({ orderIds: [id] })).toEqual({ [id]: expect.any(Boolean) });
  expect(await client.cancelOrder({ orderID: id })).toEqual({ canceled: [id], not_canceled: {} });
  const again = await client.cancelOrder({ orderID: id });
  expect(again).toEqual({ canceled: [], not_canceled: { [id]: expect.any(String) } });
  expect(await openIds(session)).not.toContain(id);
}

async function judgeGoodTillDate(session: Session): Promise<void> {
  const expiration = Math.floor(Date.now() / 1000) + GTD_SECONDS;
  const id = idOf(await rest(session, { expiration }, OrderType.GTD), 'live');
  const order = await session.client.getOrder(id);
  expect(order).toMatchObject({ order_type: 'GTD', expiration: String(expiration) });
  await cancel(session, [id]);
}

async function judgePostOnly(session: Session): Promise<void> {
  const { lenient, judged, tick, size } = session;
  await cancel(session, [idOf(await rest(session, {}, OrderType.GTC, true), 'live')]);
  const crossing = { tokenID: judged.token, price: 1 - tick, size, side: Side.BUY };
  const refused = await lenient.createAndPostOrder(crossing, {}, OrderType.GTC, true);
  expect(JSON.stringify(refused)).toContain('post-only');
}

/** The client is told a finer step than the market's, and believes it. */
async function judgeWrongTick({ lenient, judged, tick, size }: Session): Promise<void> {
  const fine = { tokenID: judged.token, price: tick * 1.5, size, side: Side.BUY };
  const order = await lenient.orderBuilder.buildOrder(
    fine,
    { tickSize: '0.0001', negRisk: judged.isNegativeRisk },
    2,
  );
  const refused = await lenient.postOrder(order, OrderType.GTC);
  expect(JSON.stringify(refused)).toContain('breaks minimum tick size rule');
}

export async function judgeManyOrders(session: Session): Promise<void> {
  const { client, judged } = session;
  const three = await restThree(session);
  expect(await openIds(session)).toEqual(expect.arrayContaining(three));
  await cancel(session, three.slice(0, 2));
  await restThree(session);
  await client.cancelMarketOrders({ market: judged.condition });
  expect(await openIds(session)).toEqual([]);
  await restThree(session);
  await client.cancelMarketOrders({ asset_id: judged.token });
  expect(await openIds(session)).toEqual([]);
  const last = await restThree(session);
  const all = await client.cancelAll();
  expect(all.canceled.toSorted()).toEqual(last.toSorted());
  expect(all.not_canceled).toEqual({});
  const page = await client.getTradesPaginated();
  expect(page.trades.length).toBeGreaterThan(0);
}

/** Three orders in one request. */
async function restThree({ client, judged, tick, size }: Session): Promise<string[]> {
  const orders = [1, 2, 3].map(async (more) => ({
    order: await client.createOrder({
      tokenID: judged.token,
      price: tick,
      size: size + more,
      side: Side.BUY,
    }),
    orderType: OrderType.GTC,
  }));
  const answers = await client.postOrders(await Promise.all(orders));
  return answers.map((answer) => idOf(answer, 'live'));
}
