import { InvariantError } from './invariant.ts';
import {
  mulDiv,
  mulDivWide,
  NO_USD,
  type Price,
  type Rounding,
  SCALE,
  type Shares,
  type Usd,
} from './units.ts';

/**
 * A market's fee schedule. Fee = size * rate * (p * (1 - p)) ^ exponent, in dollars, charged to
 * the taker on top. Venue docs "trading/fees", read 2026-10; Gamma feeSchedule per market.
 */
export type FeeSchedule = {
  /** Parts per million, 0 to 1_000_000: 70_000 is a rate of 0.07. */
  readonly ratePpm: number;
  /** 1 in every schedule seen since 2026-03. */
  readonly exponent: 1 | 2;
  /** Parts per million of the fee equivalent of a maker's fills that comes back as a rebate. */
  readonly makerRebatePpm: number;
};

export const FREE: FeeSchedule = { ratePpm: 0, exponent: 1, makerRebatePpm: 0 };

/** Fees are rounded to 5 decimals: 10 units of 1e-6. Venue docs, read 2026-10. */
const FEE_STEP = 10;
/** Every listed tick is a multiple of 0.0001, so prices have two zeros that need not be carried. */
const COARSE = 100;
const COARSE_SCALE = SCALE / COARSE;

/**
 * What a taker pays for `size` shares at `price`, in dollars; what is below 0.00001 is nothing
 * (venue docs, read 2026-10).
 *
 * ASSUMPTION, kept here alone: the venue does not document the rounding. Half up fits the one
 * on-chain fill on record (108 at 0.36, rate 0.07: formula 1.741824, charged 1.741820).
 */
export function takerFee(schedule: FeeSchedule, size: Shares, price: Price): Usd {
  const fee = roundedFee(schedule, size, price, 'halfUp');
  return fee > FEE_STEP ? fee : roundedFee(schedule, size, price, 'down');
}

/**
 * The most that buying `size` shares up to `limit` can be charged: fees peak at one half. Rounded
 * up, as the venue's own kit budgets (ts-sdk orders/fees.ts, read 2026-11).
 */
export function dearestFee(schedule: FeeSchedule, size: Shares, limit: Price): Usd {
  return roundedFee(schedule, size, Math.min(limit, SCALE / 2) as Price, 'ceil');
}

/**
 * What the maker of this fill earns back: its share of the pool is its share of all fee
 * equivalents, so the rebate is the rate times its own fee equivalent. Paid daily by the venue,
 * never part of the trade's cash. Rounded down.
 */
export function makerRebate(schedule: FeeSchedule, size: Shares, price: Price): Usd {
  return mulDiv(takerFee(schedule, size, price), schedule.makerRebatePpm, SCALE, 'down') as Usd;
}

function roundedFee(schedule: FeeSchedule, size: Shares, price: Price, rounding: Rounding): Usd {
  const { ratePpm, exponent } = schedule;
  if (!(size >= 0 && price >= 0 && price <= SCALE && ratePpm >= 0 && ratePpm <= SCALE)) {
    throw new InvariantError(`no fee for ${size} at ${price} with a rate of ${ratePpm} ppm`);
  }
  if (ratePpm === 0) return NO_USD;
  if (exponent === 2 || price % COARSE !== 0) return wideFee(schedule, size, price, rounding);
  // rate * p * (1 - p) without the zeros is at most 2.5e13 and so exact, in units of 1e-14; shares
  // and dollars share their unit, and the step brings the last digit.
  const perShare = ratePpm * (price / COARSE) * (COARSE_SCALE - price / COARSE);
  return (mulDiv(size, perShare, 1e14 * FEE_STEP, rounding) * FEE_STEP) as Usd;
}

/** The same for any price and exponent; slower, since its products need a bigint. */
function wideFee(schedule: FeeSchedule, size: Shares, price: Price, rounding: Rounding): Usd {
  const variance = BigInt(price) * BigInt(SCALE - price);
  const squared = schedule.exponent === 2;
  const numerator = BigInt(size) * BigInt(schedule.ratePpm) * (squared ? variance ** 2n : variance);
  const divisor = BigInt(SCALE * FEE_STEP) * 10n ** (squared ? 24n : 12n);
  return (mulDivWide(numerator, divisor, rounding) * FEE_STEP) as Usd;
}
