import { type FeeSchedule, takerFee } from '../../domain/fee.ts';
import { ONE, type Price, SCALE, type Shares } from '../../domain/units.ts';

/** Source system S0, §1.7. */
const LEAST_FRACTION = 0.1;
const MOST_FRACTION = 0.25;
const LEAST_CONFIDENCE = 0.6;
const CONFIDENCE_SPAN = 0.3;

/**
 * The fraction of the cash that is staked by confidence alone: 0.10 at 0.60, rising evenly to 0.25
 * at 0.90 and above. Source system S0, §1.7.
 */
export function stakeByConfidence(confidence: number): number {
  const above = Math.min(Math.max(confidence - LEAST_CONFIDENCE, 0), CONFIDENCE_SPAN);
  return LEAST_FRACTION + (above / CONFIDENCE_SPAN) * (MOST_FRACTION - LEAST_FRACTION);
}

/**
 * The fraction of the cash that grows it fastest, times `part` of it: (p - c) / (1 - c) for a share
 * that costs `cost` dollars, fee included, and wins with `probability`; 0 without an edge. Kelly
 * 1956; fractional: MacLean, Thorp, Ziemba 2010 (formulas §8).
 */
export function stakeByKelly(probability: number, cost: number, part: number): number {
  if (!(cost < 1) || probability <= cost) return 0;
  return Math.min((part * (probability - cost)) / (1 - cost), MOST_FRACTION);
}

/** Dollars that a share bought by a taker at `price` costs, fee included. */
export function costOfShare(price: Price, fee: FeeSchedule): number {
  return (price + takerFee(fee, ONE as number as Shares, price)) / SCALE;
}
