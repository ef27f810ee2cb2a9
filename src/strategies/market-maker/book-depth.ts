import { complementOf, type TokenIndex } from '../../domain/ids.ts';
import { BID, type BookSide } from '../../domain/side.ts';
import { type Price, SCALE } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';

/** So many levels count: S1's book summary. */
const LEVELS = 5;

/** Dollars resting on the best levels of a side; NaN where the size of one is not known. */
export function depthOf(
  token: TokenIndex,
  side: BookSide,
  best: Price | undefined,
  view: View,
): number {
  let dollars = 0;
  let price = best;
  for (let level = 0; level < LEVELS && price !== undefined; level++) {
    const size = view.sizeAt(token, side, price);
    if (size < 0) return Number.NaN;
    dollars += (size / SCALE) * (price / SCALE);
    price = view.nextBehind(token, side, price);
  }
  return dollars;
}

/** On both sides, an ask by what the other outcome costs: dollars that rest there are bound. */
export function bookDepth(first: TokenIndex, view: View): number {
  const second = complementOf(first);
  const bids = depthOf(first, BID, view.bestBid(first), view);
  return bids + depthOf(second, BID, view.bestBid(second), view);
}
