import type { RewardProgramme } from '../../domain/reward-programme.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Ladder, Rungs } from './ladder.ts';

export type RewardRule = {
  /** So far a quote comes nearer, to be paid for resting; price units. */
  readonly rewardPull: number;
  /** Up to so large an order gets where one must be, to be paid; share units. */
  readonly rewardSize: number;
};

/** The part of a programme that says what counts. */
export type Band = Pick<RewardProgramme, 'minimumSize' | 'mostSpread'>;

/**
 * Brings quotes into the band in which the venue pays for resting, where they are next to it
 * already, and makes them as large as they must be there. Further than the rule allows nothing is
 * moved: what the band pays is not known, and what a fill costs is.
 */
export function seekRewards(
  ladder: Ladder,
  mid: number,
  tick: TickSize,
  band: Band,
  rule: RewardRule,
): void {
  // A tick inside: the very edge earns nothing, and prices go outwards to the grid.
  const reach = band.mostSpread - tick;
  if (reach <= 0) return;
  const { reservation } = ladder;
  seek(ladder.bids, { edge: mid - reach, reservation, outwards: -1 }, band, rule);
  seek(ladder.asks, { edge: mid + reach, reservation, outwards: 1 }, band, rule);
}

/** `outwards`: -1 for bids, 1 for asks. */
type Side = { readonly edge: number; readonly reservation: number; readonly outwards: -1 | 1 };

function seek(
  { prices, sizes }: Rungs,
  { edge, reservation, outwards }: Side,
  band: Band,
  rule: RewardRule,
): void {
  for (let level = 0; level < prices.length; level++) {
    const beyond = ((prices[level] as number) - edge) * outwards;
    if (beyond > rule.rewardPull) return;
    // No reward is worth a quote beyond what a share is worth to us.
    if (beyond > 0 && (edge - reservation) * outwards < 0) return;
    if (beyond > 0) prices[level] = edge;
    const { minimumSize } = band;
    if (minimumSize <= rule.rewardSize) {
      sizes[level] = Math.max(sizes[level] as number, minimumSize);
    }
  }
}
