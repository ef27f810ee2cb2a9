import { type Result, refuse } from '../../domain/result.ts';
import { formatDecimal, MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Address } from '../signing/address.ts';
import { EXCHANGES, type ExchangeContract } from '../signing/exchange-contract.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import type { UnsignedOrder } from './order-builder.ts';
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
const DAY = 24 * 60 * 60 * MICROS_PER_SECOND;

/**
 * What a key signs at all, whatever the engine and its risk gate say: known contracts, its own
 * account, prices, and so many dollars. An order counts when it is signed, filled or not: a
 * signature cannot be taken back.
 */
export class SigningPolicy {
  readonly #account: TradingAccount;
  readonly #limits: PolicyLimits;
  #day = Number.NaN;
  #signed = 0;

  constructor(account: TradingAccount, limits: PolicyLimits) {
    this.#account = account;
    this.#limits = limits;
    if (limits.before === undefined) return;
    this.#day = Math.floor(limits.before.at / DAY);
    this.#signed = limits.before.worth;
  }

  /** Dollars of all orders signed on the day that was last asked about. */
  get signed(): Usd {
    return this.#signed as Usd;
  }

  /** Counts the order where it may be signed. Refuses with codes that begin in "policy_". */
  admit({ order }: UnsignedOrder, exchange: ExchangeContract, at: Timestamp): Result<void> {
    const { maker, signer, signatureType } = this.#account;
    if (!CONTRACTS.has(exchange.address)) {
      return refuse('policy_contract', `${exchange.address} is no contract of the venue`);
    }
    const isOwn = order.maker === maker && order.signer === signer;
    if (!isOwn || order.signatureType !== signatureType) {
      return refuse('policy_account', `the order is not of ${maker}`);
    }
    const worth = worthOf(order);
    if (worth === undefined) {
      return refuse('policy_price', 'its amounts are no price between 0 and 1');
    }
    const { maxOrder, maxDay } = this.#limits;
    if (worth > maxOrder) return tooMuch('policy_order', worth, maxOrder, 'in one order');
    const today = Math.floor(at / DAY);
    // A clock that is set back gives no day a second time.
    const day = today > this.#day || Number.isNaN(this.#day) ? today : this.#day;
    const before = day === this.#day ? this.#signed : 0;
    if (before + worth > maxDay) return tooMuch('policy_day', before + worth, maxDay, 'in a day');
    this.#day = day;
    this.#signed = before + worth;
    return { ok: true, value: undefined };
  }
}

/**
 * Dollars of an order: what a buy costs, what a sale brings. Undefined where its amounts are no
 * positive integers, or not fewer dollars than shares. The types say so already, but whoever asks
 * may be broken, and one NaN in the sum would let everything pass from then on.
 */
function worthOf({ side, makerAmount, takerAmount }: ExchangeOrder): number | undefined {
  if (side !== 'buy' && side !== 'sell') return undefined;
  const [worth, shares] = side === 'buy' ? [makerAmount, takerAmount] : [takerAmount, makerAmount];
  const isPriced = Number.isSafeInteger(worth) && Number.isSafeInteger(shares);
  return isPriced && worth > 0 && worth < shares ? worth : undefined;
}

function tooMuch(code: string, asked: number, most: number, where: string): Result<never> {
  return refuse(
    code,
    `${formatDecimal(asked)} dollars ${where}: ${formatDecimal(most)} are allowed`,
  );
}
