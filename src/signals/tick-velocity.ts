import { MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import type { PriceTrail } from './price-trail.ts';
import { abstain, leanOf, type Reading, strengthBy } from './signal.ts';

export type TickVelocityOptions = {
  /** Relative moves within 30 and 60 s from which on something is said. */
  readonly min30: number;
  readonly min60: number;
  /** Prices that there must be. */
  readonly minTicks: number;
};

/** Source system S3, §4.2. */
export const TICK_VELOCITY: TickVelocityOptions = { min30: 0.01, min60: 0.015, minTicks: 5 };

/** How far from 30 and 60 s ago a price may be to stand for it. */
const TOLERANCE = 15 * MICROS_PER_SECOND;
const LEAST_CONFIDENCE = 0.55;

/**
 * How fast a price moves: over the last 30 s where a price of then is known, else over 60 s. Going
 * faster and faster makes it surer, having turned in between less sure.
 */
export function tickVelocity(
  trail: PriceTrail,
  now: Timestamp,
  { min30, min60, minTicks }: TickVelocityOptions,
): Reading {
  const price = trail.back(0);
  if (price === undefined || trail.length < minTicks) return abstain('history_short');
  const v30 = moveSince(trail, price, now - 30 * MICROS_PER_SECOND);
  const v60 = moveSince(trail, price, now - 60 * MICROS_PER_SECOND);
  const velocity = v30 ?? v60;
  if (velocity === undefined) return abstain('history_short');
  const least = v30 === undefined ? min60 : min30;
  const size = Math.abs(velocity);
  if (size < least) return abstain('calm');
  const confidence = sureness(velocity, size / least, v30, v60);
  if (confidence < LEAST_CONFIDENCE) return abstain('doubtful');
  return { lean: leanOf(velocity), strength: strengthBy(size, 0.04, 0.025, 0.015), confidence };
}

function sureness(
  velocity: number,
  timesLeast: number,
  v30: number | undefined,
  v60: number | undefined,
): number {
  let confidence = Math.min(0.82, 0.55 + (timesLeast - 1) * 0.12);
  if (v30 === undefined || v60 === undefined) return confidence;
  const acceleration = v30 - (v60 - v30);
  if (acceleration * velocity > 0 && Math.abs(acceleration) > 0.005) {
    confidence = Math.min(0.88, confidence + 0.06);
  }
  return v30 * v60 < 0 ? confidence * 0.8 : confidence;
}

function moveSince(trail: PriceTrail, price: number, at: number): number | undefined {
  const before = trail.nearest(at, TOLERANCE);
  return before === undefined || before === 0 ? undefined : (price - before) / before;
}
