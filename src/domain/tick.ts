import { ok, type Result, refuse } from './result.ts';
import { type Price, SCALE } from './units.ts';

declare const tick: unique symbol;

/** Smallest price step of a market at a time, in price units. */
export type TickSize = number & { readonly [tick]: 'tickSize' };

/** All tick sizes the venue has listed (0.1 to 0.0001), in units. Venue docs, read 2026-10. */
export const TICK_SIZES: readonly TickSize[] = [100_000, 10_000, 5_000, 2_500, 1_000, 100].map(
  (units) => units as TickSize,
);

/** A tick size in units, e.g. 10_000 for one cent; refuses what the venue does not list. */
export function tickSize(units: number): Result<TickSize> {
  return TICK_SIZES.includes(units as TickSize)
    ? ok(units as TickSize)
    : refuse('unknown_tick_size', `${units} is no tick size of the venue (units of 1e-6)`);
}

/** A price can rest only on the grid, strictly between 0 and 1. */
export function isOnTick(price: Price, tick: TickSize): boolean {
  return price > 0 && price < SCALE && price % tick === 0;
}

/** The next price on the grid at or below: for bids. */
export function floorToTick(price: Price, tick: TickSize): Price {
  return (price - (price % tick)) as Price;
}

/** The next price on the grid at or above: for asks. */
export function ceilToTick(price: Price, tick: TickSize): Price {
  const rest = price % tick;
  return (rest === 0 ? price : price - rest + tick) as Price;
}

/** The coarsest listed tick that `price` fits; undefined when it fits none. */
export function coarsestTickOf(price: Price): TickSize | undefined {
  return TICK_SIZES.find((tick) => price % tick === 0);
}
