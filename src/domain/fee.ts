import { invariant } from './invariant.ts';
import { mulDiv, NO_USD, type Price, SCALE, type Shares, type Usd } from './units.ts';

/**
 * A market's fee schedule. Fee = size * rate * (p * (1 - p)) ^ exponent, in dollars, charged to
 * the taker on top. Venue docs "trading/fees", read 2026-10; Gamma feeSchedule per market.
 */
export type FeeSchedule = {
  /** Parts per million: 70_000 is a rate of 0.07. */
  readonly ratePpm: number;
  /** 1 in every schedule seen since 2026-03. */
  readonly exponent: 1 | 2;
  /** Parts per million of the fee equivalent of a maker's fills that comes back as a rebate. */
  readonly makerRebatePpm: number;
};

export const FREE: FeeSchedule = { ratePpm: 0, exponent: 1, makerRebatePpm: 0 };

/** Fees are rounded to 5 decimals: 10 units of 1e-6. Venue docs, read 2026-10. */
const FEE_STEP = 10;

/** What a taker pays for `size` shares at `price`, in dollars; 0 below 0.00001. */
export function takerFee(schedule: FeeSchedule, size: Shares, price: Price): Usd {
  invariant(size >= 0 && price >= 0 && price <= SCALE, `no fee for ${size} at ${price}`);
  if (schedule.ratePpm === 0) return NO_USD;
  // p(1-p) has twelve decimals and stays below 2^53, so nothing is lost before the last division.
  const variance = price * (SCALE - price);
  const perShare = schedule.exponent === 1 ? BigInt(variance) : BigInt(variance) * BigInt(variance);
  const scale = schedule.exponent === 1 ? 10n ** 12n : 10n ** 24n;
  const numerator = BigInt(size) * BigInt(schedule.ratePpm) * perShare;
  const divisor = scale * BigInt(SCALE) * BigInt(FEE_STEP);
  // ASSUMPTION, kept here alone: the venue does not document the rounding. Half up fits the one
  // on-chain fill on record (108 at 0.36, rate 0.07: formula 1.741824, charged 1.741820).
  return (Number((2n * numerator + divisor) / (2n * divisor)) * FEE_STEP) as Usd;
}

/**
 * What the maker of this fill earns back: its share of the pool is its share of all fee
 * equivalents, so the rebate is the rate times its own fee equivalent. Paid daily by the venue,
 * never part of the trade's cash. Rounded down.
 */
export function makerRebate(schedule: FeeSchedule, size: Shares, price: Price): Usd {
  return mulDiv(takerFee(schedule, size, price), schedule.makerRebatePpm, SCALE, 'down') as Usd;
}
