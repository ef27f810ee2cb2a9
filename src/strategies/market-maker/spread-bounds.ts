import type { Ladder } from './ladder.ts';

/**
 * Holds the spread of the best level between two widths (price units), the levels behind in
 * proportion. Bounds against an engine gone wrong: where they bind all the time, the engine is not
 * what quotes.
 */
export function boundSpread(ladder: Ladder, least: number, most: number): void {
  const spread = (ladder.asks.prices[0] as number) - (ladder.bids.prices[0] as number);
  if (spread < least) {
    // A spread of nothing has no proportions: half of the least on each side.
    if (spread <= 0) part(ladder, least / 2);
    else ladder.widen(least / spread);
  } else if (spread > most) ladder.widen(most / spread);
}

function part(ladder: Ladder, distance: number): void {
  for (let level = 0; level < ladder.levels; level++) {
    ladder.bids.prices[level] = ladder.reservation - distance * (level + 1);
    ladder.asks.prices[level] = ladder.reservation + distance * (level + 1);
  }
}
