import { kellyFraction } from '../../models/kelly.ts';

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

/** `part` of the stake that Kelly says, never more than S0 stakes; fee included in `cost`. */
export function stakeByKelly(probability: number, cost: number, part: number): number {
  return Math.min(part * kellyFraction(probability, cost), MOST_FRACTION);
}
