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
 * of the size is asked for, but all of it where it gets out of an inventory (first minus second
 * outcome, share units): nobody who may risk less is kept in. `outPart`: of each size on that side
 * so much at most.
 */
export function spreadLevels(
  ladder: Ladder,
  pair: QuotePair,
  rule: LevelRule,
  part = 1,
  inventory = 0,
  outPart = 1,
): void {
  ladder.reservation = pair.reservation * SCALE;
  fill(ladder.bids, ladder, pair.bid, rule, part, { left: -inventory, part: outPart });
  fill(ladder.asks, ladder, pair.ask, rule, part, { left: inventory, part: outPart });
}

/** `out`: shares that fills on this side get out of, first, and so much of a size at most. */
function fill(
  rungs: Rungs,
  ladder: Ladder,
  first: number,
  rule: LevelRule,
  part: number,
  out: { readonly left: number; readonly part: number },
): void {
  const { levels, reservation } = ladder;
  let distance = first * SCALE - reservation;
  let size = rule.size;
  let left = Math.max(0, out.left);
  const most = left > 0 ? out.part : 1;
  rungs.limit = undefined;
  for (let level = 0; level < levels; level++) {
    const asked = Math.min(size * most, Math.max(size * part, Math.min(size, left)));
    rungs.prices[level] = reservation + distance;
    rungs.sizes[level] = asked;
    rungs.sells[level] = 0;
    left = Math.max(0, left - asked);
    distance *= rule.levelSpread;
    size *= rule.levelSize;
  }
}
