import { marketOf, type TokenIndex } from '../domain/ids.ts';
import { ASK, BID } from '../domain/side.ts';
import type { View } from '../ports/view.ts';
import { SideVolume } from './side-volume.ts';
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

// Written anew for each reading, so that one allocates nothing but what it says.
const bids = new SideVolume(BID);
const asks = new SideVolume(ASK);

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
  bids.read(view, token, levels);
  asks.read(view, token, levels);
  if (!bids.isKnown || !asks.isKnown) return abstain('size_unknown');
  const total = bids.dollars + asks.dollars;
  if (total < minVolume) return abstain('book_thin');
  const imbalance = (bids.dollars - asks.dollars) / total;
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
