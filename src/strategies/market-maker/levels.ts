import { SCALE } from '../../domain/units.ts';
import type { QuotePair } from '../../models/pricing/pricing-engine.ts';
import type { Ladder, Rungs } from './ladder.ts';

export type LevelRule = {
  /** Of the first level, share units. */
  readonly size: number;
  /** How many times as far from the reservation price each level is as the one before. */
  readonly levelSpread: number;
  /** How many times as large. */
  readonly levelSize: number;
};

/**
 * First stage: the pair that the pricing engine says, and more behind it, each level larger. `part`
 * of the size is asked for.
 */
export function spreadLevels(ladder: Ladder, pair: QuotePair, rule: LevelRule, part = 1): void {
  ladder.reservation = pair.reservation * SCALE;
  fill(ladder.bids, ladder, pair.bid, rule, part);
  fill(ladder.asks, ladder, pair.ask, rule, part);
}

function fill(rungs: Rungs, ladder: Ladder, first: number, rule: LevelRule, part: number): void {
  const { levels, reservation } = ladder;
  let distance = first * SCALE - reservation;
  let size = rule.size * part;
  rungs.limit = undefined;
  for (let level = 0; level < levels; level++) {
    rungs.prices[level] = reservation + distance;
    rungs.sizes[level] = size;
    rungs.sells[level] = 0;
    distance *= rule.levelSpread;
    size *= rule.levelSize;
  }
}
