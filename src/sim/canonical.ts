import type { MatchKind } from '../domain/fill.ts';
import { type Outcome, outcomeOf } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import { type BookSide, bookSideOf, opposite, type Side } from '../domain/side.ts';
import { complement, type Price } from '../domain/units.ts';

// A market has one book seen from two sides. Matching knows only the first outcome's side of it.

/** A buy of the second outcome is an ask of the first. */
export function canonicalSide(outcome: Outcome, side: Side): BookSide {
  const own = bookSideOf(side);
  return outcome === 0 ? own : opposite(own);
}

/** A price of an outcome's token in the first one's coordinates, and back. */
export function canonicalPrice(outcome: Outcome, price: Price): Price {
  return outcome === 0 ? price : complement(price);
}

/** How two orders meet. */
export function matchOf(taker: OrderTerms, maker: OrderTerms): MatchKind {
  if (outcomeOf(taker.token) === outcomeOf(maker.token)) return 'complementary';
  return taker.side === 'buy' ? 'mint' : 'merge';
}

/**
 * RULE, kept here alone: a recorded level does not say whether it rests in this token or as its
 * mirror in the other, so a fill against the recording counts as complementary.
 */
export const RECORDED_MATCH: MatchKind = 'complementary';

/** Whether an order of that side at `price` meets the other side's `other`, if there is one. */
export function reaches(side: BookSide, price: Price, other: Price | undefined): boolean {
  if (other === undefined) return false;
  return side === 0 ? price >= other : price <= other;
}

/** Whether `price` has priority over `other` among orders of that side. */
export function isBetter(side: BookSide, price: Price, other: Price): boolean {
  return side === 0 ? price > other : price < other;
}

/** The better of two prices of that side; undefined is no price. */
export function betterOf(
  side: BookSide,
  a: Price | undefined,
  b: Price | undefined,
): Price | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isBetter(side, a, b) ? a : b;
}
