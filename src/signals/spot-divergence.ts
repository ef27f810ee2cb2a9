import { MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import type { PriceTrail } from './price-trail.ts';
import { abstain, leanOf, type Reading, type Strength } from './signal.ts';

export type SpotDivergenceOptions = {
  /** Over what time the underlying's momentum is taken, s. */
  readonly overSeconds: number;
  /** A newest price of the underlying older than this, s, says nothing. */
  readonly maxAgeSeconds: number;
  /** Price of the first outcome, dollars, above which it is dear; below 1 less this it is cheap. */
  readonly extreme: number;
  /** Relative moves of the underlying: this much still counts as none, this much as one. */
  readonly flat: number;
  readonly moved: number;
};

/**
 * Source system S3, §4.2. Its momentum was taken over three of its own decisions, half an hour and
 * more; here it is taken over a time, three minutes of a 15-minute window.
 */
export const SPOT_DIVERGENCE: SpotDivergenceOptions = {
  overSeconds: 180,
  maxAgeSeconds: 30,
  extreme: 0.68,
  flat: 0.001,
  moved: 0.003,
};

/** Between these prices of the first outcome the underlying's move alone leads. */
const OPEN_FROM = 0.35;
const OPEN_TO = 0.65;

/**
 * Where the market has gone far and the underlying has not, it goes back; where the market is still
 * open and the underlying moves, it follows. `price`: of the first outcome, dollars.
 */
export function spotDivergence(
  price: number,
  spot: PriceTrail,
  now: Timestamp,
  options: SpotDivergenceOptions,
): Reading {
  const { overSeconds, maxAgeSeconds, extreme, flat, moved } = options;
  const newest = spot.back(0);
  if (newest === undefined) return abstain('reference_missing');
  if (now - (spot.newestAt as number) > maxAgeSeconds * MICROS_PER_SECOND) {
    return abstain('reference_old');
  }
  const tolerance = (overSeconds * MICROS_PER_SECOND) / 4;
  const before = spot.nearest(now - overSeconds * MICROS_PER_SECOND, tolerance);
  if (before === undefined || before === 0) return abstain('history_short');
  const momentum = (newest - before) / before;
  if (price >= extreme && momentum <= flat) return fade('down', (price - extreme) / (1 - extreme));
  if (price <= 1 - extreme && momentum >= -flat) {
    return fade('up', (1 - extreme - price) / (1 - extreme));
  }
  const times = Math.abs(momentum) / moved;
  if (price < OPEN_FROM || price > OPEN_TO || times < 1) return abstain('calm');
  const confidence = Math.min(0.78, 0.55 + Math.min(times - 1, 2) * 0.08);
  const strength: Strength = times >= 3 ? 3 : times >= 2 ? 2 : 1;
  return { lean: leanOf(momentum), strength, confidence };
}

function fade(lean: 'up' | 'down', extremeness: number): Reading {
  const strength = extremeness > 0.5 ? 3 : 2;
  return { lean, strength, confidence: Math.min(0.8, 0.55 + 0.25 * extremeness) };
}
