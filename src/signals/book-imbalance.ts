import { marketOf, type TokenIndex } from '../domain/ids.ts';
import { ASK, BID, type BookSide } from '../domain/side.ts';
import { SCALE, UNKNOWN_SIZE } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import { abstain, leanOf, type Reading, strengthBy } from './signal.ts';

export type BookImbalanceOptions = {
  /** Levels of each side that count, best first. */
  readonly levels: number;
  /** Dollars on both sides together, below which nothing is said. */
  readonly minVolume: number;
  /** Of volume, 0 to 1. */
  readonly minImbalance: number;
  /** A level with this part of all volume is a wall. */
  readonly wall: number;
};

/** Source system S3, §4.2. */
export const BOOK_IMBALANCE: BookImbalanceOptions = {
  levels: 10,
  minVolume: 50,
  minImbalance: 0.3,
  wall: 0.2,
};

/** Dollars of a side's best levels, all together and in the largest of them. */
type Volume = { total: number; largest: number; isKnown: boolean };

// Written anew for each reading, so that one allocates nothing but what it says.
const bids: Volume = { total: 0, largest: 0, isKnown: true };
const asks: Volume = { total: 0, largest: 0, isKnown: true };

/**
 * Which side of a token's book has more dollars: bids push up. A wall on that side makes it surer.
 * S3 took the levels in the order of the venue's answer, which begins with the worst; here they are
 * the best ones.
 */
export function bookImbalance(
  view: View,
  token: TokenIndex,
  { levels, minVolume, minImbalance, wall }: BookImbalanceOptions,
): Reading {
  if (!view.isTrusted(marketOf(token))) return abstain('book_untrusted');
  addUp(view, token, BID, levels, bids);
  addUp(view, token, ASK, levels, asks);
  if (!bids.isKnown || !asks.isKnown) return abstain('size_unknown');
  const total = bids.total + asks.total;
  if (total < minVolume) return abstain('book_thin');
  const imbalance = (bids.total - asks.total) / total;
  const size = Math.abs(imbalance);
  if (size < minImbalance) return abstain('calm');
  const { largest } = imbalance > 0 ? bids : asks;
  const confidence = Math.min(0.85, 0.55 + 0.4 * size);
  const isWalled = largest >= wall * total;
  return {
    lean: leanOf(imbalance),
    strength: strengthBy(size, 0.7, 0.5, 0.35),
    confidence: isWalled ? Math.min(0.9, confidence + 0.05) : confidence,
  };
}

function addUp(view: View, token: TokenIndex, side: BookSide, levels: number, into: Volume): void {
  into.total = 0;
  into.largest = 0;
  into.isKnown = true;
  let price = side === BID ? view.bestBid(token) : view.bestAsk(token);
  for (let level = 0; level < levels && price !== undefined; level++) {
    const size = view.sizeAt(token, side, price);
    if (size === UNKNOWN_SIZE) into.isKnown = false;
    const dollars = (price / SCALE) * (size / SCALE);
    into.total += dollars;
    into.largest = Math.max(into.largest, dollars);
    price = view.nextBehind(token, side, price);
  }
}
