// What official clients have posted, held against our own hashes and signatures.
import { expect } from 'vitest';
import type { TokenId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { PostOrder } from '../../src/polymarket/orders/post-order.ts';
import { parseAddress } from '../../src/polymarket/signing/address.ts';
import { parseBytes32 } from '../../src/polymarket/signing/bytes32.ts';
import { exchangeOf } from '../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder, SignatureType } from '../../src/polymarket/signing/exchange-order.ts';
import { orderId, signOrder, verifyOrder } from '../../src/polymarket/signing/order-signature.ts';
import { Signer } from '../../src/polymarket/signing/signer.ts';
import type { Judged } from './judged-exchange.ts';
import type { Exchanged } from './recording-proxy.ts';

type Answer = { readonly orderID?: string };

/**
 * Each posted order is signed by the account, with the very bytes that our own signer makes, and
 * each that got an id has the id that its EIP-712 hash is. Returns how many orders were posted.
 */
export function expectOwnHashes(exchanged: readonly Exchanged[], judged: Judged): number {
  const posts = exchanged.filter(
    ({ method, path }) => method === 'POST' && (path === '/order' || path === '/orders'),
  );
  const exchange = exchangeOf('conditional', judged.isNegativeRisk);
  const signer = must(Signer.from(new Secret(judged.privateKey)));
  return posts.reduce((count, { sent, status, answer }) => {
    const orders = listOf<PostOrder>(sent);
    const answers = status === 200 ? listOf<Answer>(answer) : [];
    orders.forEach(({ order: posted }, i) => {
      const order = exchangeOrder(posted);
      const found = verifyOrder(order, exchange, posted.signature);
      expect(found).toEqual({ ok: true, value: judged.account });
      const { id, signature } = signOrder(signer, order, exchange);
      expect(posted.signature).toBe(signature);
      const named = answers[i]?.orderID ?? '';
      if (named !== '') expect(named).toBe(id);
    });
    return count + orders.length;
  }, 0);
}

/** The name that our own code gives an order which an official client has signed. */
export function ownIdOf(signed: SignedByClient, { isNegativeRisk }: Judged): string {
  return orderId(exchangeOrder(signed), exchangeOf('conditional', isNegativeRisk));
}

/** As official clients hold it before it is sent: amounts and salt as texts. */
type SignedByClient = Readonly<
  Record<
    'maker' | 'signer' | 'tokenId' | 'makerAmount' | 'takerAmount' | 'timestamp' | 'metadata',
    string
  > & { salt: string | number; side: string; signatureType: number; builder: string }
>;

function listOf<T>(text: string): readonly T[] {
  const parsed = JSON.parse(text) as T | readonly T[];
  return Array.isArray(parsed) ? parsed : [parsed as T];
}

function exchangeOrder(posted: SignedByClient): ExchangeOrder {
  return {
    salt: Number(posted.salt),
    maker: must(parseAddress(posted.maker)),
    signer: must(parseAddress(posted.signer)),
    tokenId: posted.tokenId as TokenId,
    makerAmount: Number(posted.makerAmount),
    takerAmount: Number(posted.takerAmount),
    side: posted.side === 'BUY' ? 'buy' : 'sell',
    signatureType: posted.signatureType as SignatureType,
    timestampMs: Number(posted.timestamp),
    metadata: must(parseBytes32(posted.metadata)),
    builder: must(parseBytes32(posted.builder)),
  };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
