import { invariant } from '../../domain/invariant.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Address } from '../signing/address.ts';
import { EXCHANGES, type ExchangeContract } from '../signing/exchange-contract.ts';
import type { OrderStruct } from '../signing/order-struct.ts';
import { addressWord } from '../signing/typed-data.ts';
import { SignedDay } from './signed-day.ts';
import type { TradingAccount } from './trading-account.ts';

export type PolicyLimits = {
  /** One order is worth this at most. */
  readonly maxOrder: Usd;
  /** All orders signed in a UTC day together. */
  readonly maxDay: Usd;
  /** What was signed on a day before this policy began to count; undefined: nothing. */
  readonly before?: { readonly at: Timestamp; readonly worth: Usd };
};

const CONTRACTS: ReadonlySet<Address> = new Set(EXCHANGES.map(({ address }) => address));

/**
 * What a key signs at all, whatever the engine and its risk gate say: known contracts, its own
 * account, prices, and so many dollars. An order counts when it is signed, filled or not: a
 * signature cannot be taken back.
 */
export class SigningPolicy {
  readonly #account: TradingAccount;
  /** As an order's bytes have them. */
  readonly #accounts: Uint8Array;
  readonly #limits: PolicyLimits;
  readonly #signed = new SignedDay();

  /** @throws InvariantError at limits that are no numbers: they would let everything pass. */
  constructor(account: TradingAccount, limits: PolicyLimits) {
    const { maxOrder, maxDay } = limits;
    invariant(maxOrder >= 0 && maxDay >= 0, `${maxOrder} and ${maxDay} dollars are no limits`);
    this.#account = account;
    const words = addressWord(account.maker) + addressWord(account.signer);
    this.#accounts = Buffer.from(words, 'hex');
    this.#limits = limits;
    if (limits.before !== undefined) this.#signed.set(limits.before.at, limits.before.worth);
  }

  /** Dollars of all orders signed on the UTC day of `now`. */
  signedOn(now: Timestamp): Usd {
    return this.#signed.worthAt(now);
  }

  /** Counts the order where it may be signed. Refuses with codes that begin in "policy_". */
  admit(order: OrderStruct, exchange: ExchangeContract, at: Timestamp): Result<void> {
    if (!CONTRACTS.has(exchange.address)) {
      return refuse('policy_contract', `${exchange.address} is no contract of the venue`);
    }
    const { maker, signatureType } = this.#account;
    const isOwn = Buffer.compare(order.accounts, this.#accounts) === 0;
    if (!isOwn || order.signatureType !== signatureType) {
      return refuse('policy_account', `the order is not of ${maker}`);
    }
    const worth = worthOf(order);
    if (worth === undefined) {
      return refuse('policy_price', 'its amounts are no price between 0 and 1');
    }
    const { maxOrder, maxDay } = this.#limits;
    if (worth > maxOrder) return tooMuch('policy_order', worth, maxOrder, 'in one order');
    const ofDay = (this.#signed.worthAt(at) + worth) as Usd;
    if (ofDay > maxDay) return tooMuch('policy_day', ofDay, maxDay, 'in a day');
    this.#signed.set(at, ofDay);
    return { ok: true, value: undefined };
  }
}

/**
 * Dollars of an order: what a buy costs, what a sale brings. Undefined where there are none, or not
 * fewer dollars than shares.
 */
function worthOf({ side, makerAmount: gives, takerAmount: gets }: OrderStruct): number | undefined {
  if (side === undefined || gives === undefined || gets === undefined) return undefined;
  const [worth, shares] = side === 'buy' ? [gives, gets] : [gets, gives];
  return worth > 0 && worth < shares ? worth : undefined;
}

function tooMuch(code: string, asked: number, most: number, where: string): Result<never> {
  return refuse(
    code,
    `${formatDecimal(asked)} dollars ${where}: ${formatDecimal(most)} are allowed`,
  );
}
