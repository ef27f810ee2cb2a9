import type { PriceTrail } from './price-trail.ts';
import { abstain, type Lean, leanOf, type Reading, strengthBy } from './signal.ts';

export type SpikeOptions = {
  /** Prices that the mean is taken of. */
  readonly lookback: number;
  /** Relative distance from the mean that is a spike. */
  readonly spike: number;
  /** Relative move over three prices that is followed where there is no spike. */
  readonly velocity: number;
};

/** Source system S3, §4.2. */
export const SPIKE: SpikeOptions = { lookback: 20, spike: 0.05, velocity: 0.03 };

/** A move is followed only this near to the mean. */
const NEAR = 0.03;
const LEAST_CONFIDENCE = 0.55;

/** A price far from its mean comes back; a quick one near to it goes on. */
export function spike(trail: PriceTrail, { lookback, spike, velocity }: SpikeOptions): Reading {
  const price = trail.back(0);
  const mean = trail.mean(lookback);
  const before = trail.back(3);
  if (price === undefined || mean === undefined || before === undefined || mean === 0) {
    return abstain('history_short');
  }
  const deviation = (price - mean) / mean;
  if (Math.abs(deviation) >= spike) {
    return fade(deviation > 0 ? 'down' : 'up', Math.abs(deviation));
  }
  const move = before === 0 ? 0 : (price - before) / before;
  const times = Math.abs(move) / velocity;
  if (Math.abs(deviation) >= NEAR || times < 1) return abstain('calm');
  const confidence = times >= 3 ? 0.65 : times >= 2 ? 0.6 : 0.57;
  return { lean: leanOf(move), strength: times >= 3 ? 2 : 1, confidence };
}

function fade(lean: Lean, deviation: number): Reading {
  const confidence = Math.min(0.9, 0.5 + (deviation - 0.05) * 3);
  if (confidence < LEAST_CONFIDENCE) return abstain('doubtful');
  const strength = strengthBy(deviation, 0.12, 0.08, 0);
  return { lean, strength, confidence };
}
