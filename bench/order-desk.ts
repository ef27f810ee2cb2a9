import type { LimitTerms } from '../src/domain/order.ts';
import type { Result as Answer } from '../src/domain/result.ts';
import { Secret } from '../src/domain/secret.ts';
import type { Price, Shares, Timestamp } from '../src/domain/units.ts';
import { OrderBuilder, type UnsignedOrder } from '../src/polymarket/orders/order-builder.ts';
import type { OrderMarket } from '../src/polymarket/orders/order-terms.ts';
import { postOrder } from '../src/polymarket/orders/post-order.ts';
import { randomSalt } from '../src/polymarket/orders/random-salt.ts';
import { tradingAccount } from '../src/polymarket/orders/trading-account.ts';
import { type ApiCredentials, apiCredentials } from '../src/polymarket/signing/api-credentials.ts';
import { walletDigest } from '../src/polymarket/signing/deposit-wallet.ts';
import { EXCHANGE_V2 } from '../src/polymarket/signing/exchange-contract.ts';
import { EOA, POLY_1271 } from '../src/polymarket/signing/exchange-order.ts';
import { type L2Headers, l2Headers } from '../src/polymarket/signing/l2-auth.ts';
import { orderId, signOrder } from '../src/polymarket/signing/order-signature.ts';
import { OrderStruct } from '../src/polymarket/signing/order-struct.ts';
import { ANVIL_ADDRESS, ANVIL_WALLET, anvilSigner } from '../test/support/anvil.ts';

export const ACCOUNT_KINDS = ['EOA', 'deposit wallet'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** 2026-04-13 12:00:00 UTC. */
const NOON = 1_776_081_600_000_000;

/** Turns the same terms over and over into requests, whole or step by step. */
export class OrderDesk {
  readonly exchange = EXCHANGE_V2;
  readonly #signer = anvilSigner();
  readonly #struct = new OrderStruct();
  readonly #builder: OrderBuilder;
  readonly #credentials: ApiCredentials;
  readonly #market: OrderMarket;

  constructor(kind: AccountKind, market: OrderMarket) {
    const account =
      kind === 'EOA'
        ? tradingAccount(EOA, ANVIL_ADDRESS, undefined)
        : tradingAccount(POLY_1271, ANVIL_ADDRESS, ANVIL_WALLET);
    const secret = new Secret(Buffer.alloc(32, 7).toString('base64'));
    const credentials = apiCredentials('an-id', secret, new Secret('a passphrase'));
    this.#builder = new OrderBuilder(must(account), randomSalt);
    this.#credentials = must(credentials);
    this.#market = market;
  }

  /** The i-th order: prices and sizes go round the grid. */
  build(i: number): UnsignedOrder {
    const terms: LimitTerms = {
      side: i % 2 === 0 ? 'buy' : 'sell',
      price: ((1 + (i % 99)) * 10_000) as Price,
      size: (5_000_000 + (i % 10_000) * 10_000) as Shares,
      timeInForce: 'GTC',
      postOnly: true,
      expiresAt: undefined,
    };
    return must(this.#builder.limit(terms, this.#market, (NOON + i * 1_000) as Timestamp));
  }

  /** The order's id, and what is signed where that is something else. */
  hash({ order }: UnsignedOrder): unknown {
    if (order.signatureType !== POLY_1271) return orderId(order, this.exchange);
    const struct = this.#struct.write(order);
    const nested = walletDigest(struct.maker, struct.hash(), this.exchange);
    return [orderId(order, this.exchange), nested];
  }

  signDigest(digest: Uint8Array): Uint8Array {
    return this.#signer.sign(digest);
  }

  sign({ order }: UnsignedOrder): string {
    return signOrder(this.#signer, order, this.exchange).signature;
  }

  serialize(unsigned: UnsignedOrder, signature: string): string {
    return JSON.stringify(postOrder(unsigned, signature, this.#credentials.key));
  }

  authorize(body: string): L2Headers {
    const request = { method: 'POST', path: '/order', body } as const;
    return l2Headers(this.#signer.address, this.#credentials, request, NOON / 1_000_000);
  }
}

function must<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
