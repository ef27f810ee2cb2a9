// A session of @polymarket/clob-client-v2, and what all of its judgements do with orders.
import {
  type ApiKeyCreds,
  Chain,
  ClobClient,
  type OrderResponse,
  OrderType,
  Side,
} from '@polymarket/clob-client-v2';
import { createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { polygon } from 'viem/chains';
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

type Manners = { readonly throwOnError?: boolean; readonly retryOnError?: boolean };

/** A client of the account that judges. */
export function clientOf(
  host: string,
  judged: Judged,
  creds?: ApiKeyCreds,
  manners: Manners = {},
): ClobClient {
  const account = privateKeyToAccount(judged.privateKey);
  // Only signs: it has no chain to talk to.
  const signer = createWalletClient({ account, chain: polygon, transport: http('http://[::1]:9') });
  return new ClobClient({
    host,
    chain: Chain.POLYGON,
    signer,
    ...manners,
    ...(creds === undefined ? {} : { creds }),
  });
}

export async function openSession(
  host: string,
  judged: Judged,
  creds: ApiKeyCreds,
): Promise<Session> {
  const client = clientOf(host, judged, creds, { throwOnError: true });
  const { tick_size, min_order_size } = await client.getOrderBook(judged.token);
  const lenient = clientOf(host, judged, creds);
  const retrying = clientOf(host, judged, creds, { retryOnError: true });
  return {
    client,
    lenient,
    retrying,
    judged,
    tick: Number(tick_size),
    size: Number(min_order_size),
  };
}

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
