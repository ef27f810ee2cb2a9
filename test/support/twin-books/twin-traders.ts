import { ok } from '../../../src/domain/result.ts';
import { OrderIntake } from '../../../src/exchange/intake/order-intake.ts';
import type { LocalVenue } from '../../../src/exchange/venue/local-venue.ts';
import type { OrderRecord } from '../../../src/exchange/venue/order-record.ts';
import type { ApiKey, Wallet } from '../../../src/exchange/venue/wallet.ts';
import { OrderBuilder, type UnsignedOrder } from '../../../src/polymarket/orders/order-builder.ts';
import { postOrder } from '../../../src/polymarket/orders/post-order.ts';
import {
  type TradingAccount,
  tradingAccount,
} from '../../../src/polymarket/orders/trading-account.ts';
import type { Address } from '../../../src/polymarket/signing/address.ts';
import { hashOf } from '../order-venue.ts';

/** Alone, by a proxy, by a Safe, by a deposit wallet that signs as itself. */
export const SIGNATURE_TYPES = [0, 1, 2, 3] as const;

const address = (digit: number) => `0x${String(digit).repeat(40)}` as Address;

/** An order intake that takes every signature; orders are called by their salts. */
export const openIntake = (venue: LocalVenue) =>
  new OrderIntake(venue, ({ salt }) => ok(hashOf(salt)));

/** Somebody with a wallet at the exchange and a key of the one who signs for it. */
export class TwinTrader {
  readonly account: TradingAccount;
  readonly wallet: Wallet;
  readonly key: ApiKey;
  readonly #builder: OrderBuilder;
  readonly #salts: { next: number };

  /** `number`: 1 to 9, of the person. `salts`: shared by all whose orders are not the desk's. */
  constructor(
    venue: LocalVenue,
    number: number,
    signatureType: (typeof SIGNATURE_TYPES)[number],
    salts: { next: number },
  ) {
    const signer = address(number);
    const wallet = signatureType === 0 ? undefined : (`0x${'b'.repeat(39)}${number}` as Address);
    const account = tradingAccount(signatureType, signer, wallet);
    if (!account.ok) throw new Error(account.message);
    this.account = account.value;
    this.wallet = venue.wallet(this.account.maker, signer, { signatureType });
    this.key = venue.keys.create(signer, '0');
    this.#salts = salts;
    this.#builder = new OrderBuilder(this.account, () => ++salts.next);
  }

  /** How this one's orders are built: refusals of the builder are passed on. */
  build(how: (builder: OrderBuilder) => ReturnType<OrderBuilder['limit']>) {
    return how(this.#builder);
  }

  /** Sends what was built; returns what the exchange has of it, unless it refused the form. */
  send(venue: LocalVenue, intake: OrderIntake, unsigned: UnsignedOrder): OrderRecord | undefined {
    const body: unknown = JSON.parse(JSON.stringify(postOrder(unsigned, '0x', this.key.id)));
    intake.take(body, this.key, () => {});
    return venue.find(hashOf(this.#salts.next));
  }
}
