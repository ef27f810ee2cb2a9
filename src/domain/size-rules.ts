import { NO_SHARES, notional, type Price, SCALE, type Shares, type Usd } from './units.ts';

// Which sizes the venue takes: one rule for strategies, the risk gate and the simulated exchange.

/** Sizes have two decimals: hundredths of a share. Venue SDK rounding table, read 2026-11. */
const SIZE_STEP = SCALE / 100;
/** FAK and FOK buys spend whole cents. Venue SDK rounding table, read 2026-11. */
export const AMOUNT_STEP = SCALE / 100;
/** A marketable buy is worth a dollar at least. Venue error text, read 2026-10. */
export const MARKETABLE_MINIMUM = SCALE as Usd;

/** Whether the size is a number of hundredths of a share, and above 0. */
export function isTradableSize(size: Shares): boolean {
  return size > 0 && size % SIZE_STEP === 0;
}

/** Rounds down to hundredths of a share; 0 for a size below the first. */
export function tradableSize(size: Shares): Shares {
  return size <= 0 ? NO_SHARES : ((size - (size % SIZE_STEP)) as Shares);
}

/** What an immediate buy must: spend a whole number of cents at its limit price. */
export function costsWholeCents(size: Shares, price: Price): boolean {
  const cost = notional(size, price, 'down');
  return cost % AMOUNT_STEP === 0 && cost === notional(size, price, 'up');
}

/** What a marketable buy must: be worth a dollar or more at its limit price. */
export function isWorthADollar(size: Shares, price: Price): boolean {
  return notional(size, price, 'down') >= MARKETABLE_MINIMUM;
}

/**
 * The largest size up to `wanted` that the venue takes as an immediate buy at this limit price: a
 * multiple of 0.01 shares that costs whole cents, a dollar at least. 0 when there is none. Always
 * rounded down: rounded up, the order's real limit falls below the ask and nothing matches.
 */
export function takeableSize(wanted: Shares, price: Price): Shares {
  // A hundredth of a share costs price / 100 units, a cent is 10_000 units: so many hundredths
  // are whole cents whenever hundredths * price is a multiple of SCALE.
  const step = (SCALE / greatestCommonDivisor(price, SCALE)) * SIZE_STEP;
  const size = (wanted <= 0 ? 0 : wanted - (wanted % step)) as Shares;
  return isWorthADollar(size, price) ? size : NO_SHARES;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
