// A session of @polymarket/clob-client-v2, and what all of its judgements do with orders.
import { type ClobClient, type OrderResponse, OrderType, Side } from '@polymarket/clob-client-v2';
import { expect } from 'vitest';
import type { Judged } from './judged-exchange.ts';

export type Session = {
  /** Throws what is refused. */
  readonly client: ClobClient;
  /** Gives what is refused as a value. */
  readonly lenient: ClobClient;
  /** The same, and sends once more what failed by no fault of the client. */
  readonly retrying: ClobClient;
  readonly judged: Judged;
  /** In dollars. */
  readonly tick: number;
  /** Smallest size of an order, in shares. */
  readonly size: number;
};

/** An order that nobody will take: the smallest, at the lowest price. */
export function rest(
  { client, judged, tick, size }: Session,
  more: { readonly expiration?: number } = {},
  type: OrderType.GTC | OrderType.GTD = OrderType.GTC,
  postOnly = false,
): Promise<OrderResponse> {
  const order = { tokenID: judged.token, price: tick, size, side: Side.BUY, ...more };
  return client.createAndPostOrder(order, {}, type, postOnly);
}

export async function cancel({ client }: Session, ids: string[]): Promise<void> {
  const { canceled, not_canceled: kept } = await client.cancelOrders(ids);
  expect(canceled.toSorted()).toEqual(ids.toSorted());
  expect(kept).toEqual({});
}

export async function openIds({ client, judged }: Session): Promise<string[]> {
  return (await client.getOpenOrders({ market: judged.condition })).map(({ id }) => id);
}

export function idOf(answer: OrderResponse, ...statuses: readonly string[]): string {
  expect(answer).toMatchObject({ success: true, errorMsg: '' });
  expect(statuses).toContain(answer.status);
  expect(answer.orderID).toMatch(/^0x[0-9a-f]{64}$/);
  return answer.orderID;
}
