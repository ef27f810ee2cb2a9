// Market orders of @polymarket/clob-client-v2, and their fills until the chain has them.
import {
  type ClobClient,
  type OrderResponse,
  OrderType,
  Side,
  type Trade,
} from '@polymarket/clob-client-v2';
import { expect, vi } from 'vitest';
import { idOf, type Session } from './clob-client-session.ts';

const SETTLED_WITHIN_MS = 60_000;
/** A book may move between the look at it and the order. */
const TRIES = 10;

export async function judgeMarketOrders(session: Session): Promise<void> {
  const { client, judged, size, tick } = session;
  const amount = 2 * size;
  const worst = { tokenID: judged.token, side: Side.BUY, amount, price: 1 - tick };
  const whole = await client.createAndPostMarketOrder(worst, {}, OrderType.FOK);
  const bought = await settledFills(session, whole);
  expect(sharesOf(bought)).toBeGreaterThan(amount);
  const estimated = { tokenID: judged.token, side: Side.BUY, amount, orderType: OrderType.FAK };
  await settledFills(session, await untilFilled(session, estimated as EstimatedOrder));
  const shares = Math.floor(size);
  const sale = { tokenID: judged.token, side: Side.SELL, amount: shares, orderType: OrderType.FAK };
  await settledFills(session, await untilFilled(session, sale as EstimatedOrder));
  await judgeUnfillable(session);
}

type EstimatedOrder = Parameters<ClobClient['createAndPostMarketOrder']>[0];

/** The client looks at the book for its price, so it may come too late. */
async function untilFilled({ lenient }: Session, order: EstimatedOrder): Promise<OrderResponse> {
  for (let i = 1; ; i++) {
    const answer = await lenient.createAndPostMarketOrder({ ...order }, {}, OrderType.FAK);
    if (answer.success || i === TRIES) return answer;
  }
}

async function judgeUnfillable({ lenient, judged, tick, size }: Session): Promise<void> {
  const nowhere = { tokenID: judged.token, side: Side.BUY, amount: 2 * size, price: tick };
  const kinds = [
    [OrderType.FOK, "order couldn't be fully filled. FOK orders are fully filled or killed."],
    [OrderType.FAK, 'no orders found to match with FAK order.'],
  ] as const;
  for (const [kind, says] of kinds) {
    const refused = await lenient.createAndPostMarketOrder({ ...nowhere }, {}, kind);
    expect(JSON.stringify(refused)).toContain(says);
  }
}

/** The fills of an order, when the chain has them all. */
async function settledFills({ client, judged }: Session, answer: OrderResponse): Promise<Trade[]> {
  const id = idOf(answer, 'matched', 'delayed');
  const settled = await vi.waitFor(
    async () => {
      const trades = await client.getTrades({ market: judged.condition, asset_id: judged.token });
      const own = trades.filter((trade) => trade.taker_order_id === id);
      expect(own.length).toBeGreaterThan(0);
      for (const { status } of own) expect(status).toMatch(/^(TRADE_STATUS_)?CONFIRMED$/);
      return own;
    },
    { timeout: SETTLED_WITHIN_MS, interval: 250 },
  );
  for (const trade of settled) {
    expect(trade.transaction_hash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(trade).toMatchObject({ trader_side: 'TAKER', maker_orders: expect.any(Array) });
    expect(await client.getTrades({ id: trade.id })).toEqual([trade]);
  }
  const ids = settled.map((trade) => trade.id);
  expect(ids).toEqual(expect.arrayContaining(answer.tradeIDs ?? []));
  return settled;
}

function sharesOf(trades: readonly Trade[]): number {
  return trades.reduce((sum, { size }) => sum + Number(size), 0);
}
