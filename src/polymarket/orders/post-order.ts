import type { TimeInForce } from '../../domain/order.ts';
import type { UnsignedOrder } from './order-builder.ts';

/** Body of POST /order, and an element of POST /orders. Venue client 1.1.0, read 2026-11. */
export type PostOrder = {
  readonly order: {
    readonly salt: number;
    readonly maker: string;
    readonly signer: string;
    readonly tokenId: string;
    readonly makerAmount: string;
    readonly takerAmount: string;
    readonly side: 'BUY' | 'SELL';
    /** Unix seconds; "0" for none. */
    readonly expiration: string;
    readonly signatureType: number;
    /** Unix milliseconds. */
    readonly timestamp: string;
    readonly metadata: string;
    readonly builder: string;
    readonly signature: string;
  };
  /** Id of the API key that sends the order. */
  readonly owner: string;
  readonly orderType: TimeInForce;
  /** The venue client's default. */
  readonly deferExec: false;
  readonly postOnly?: true;
};

/** What is sent for a signed order. Its JSON text is made once: those bytes are signed again. */
export function postOrder(unsigned: UnsignedOrder, signature: string, owner: string): PostOrder {
  const { order } = unsigned;
  return {
    order: {
      salt: order.salt,
      maker: order.maker,
      signer: order.signer,
      tokenId: order.tokenId,
      makerAmount: String(order.makerAmount),
      takerAmount: String(order.takerAmount),
      side: order.side === 'buy' ? 'BUY' : 'SELL',
      expiration: String(unsigned.expirationSeconds),
      signatureType: order.signatureType,
      timestamp: String(order.timestampMs),
      metadata: order.metadata,
      builder: order.builder,
      signature,
    },
    owner,
    orderType: unsigned.timeInForce,
    deferExec: false,
    ...(unsigned.postOnly ? { postOnly: true } : {}),
  };
}
