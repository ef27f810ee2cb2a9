import { invariant } from '../../domain/invariant.ts';
import type { ArrivalAbstention, ArrivalEstimate } from './arrival-estimate.ts';

/** What was seen at each depth, $ from the mid: for how many seconds something rested there, and
 * how often it was filled first. */
export type Exposures = {
  readonly depths: ArrayLike<number>;
  readonly seconds: ArrayLike<number>;
  readonly fills: ArrayLike<number>;
  /** Of fills that weigh less than one, the squares of their weights added up; else their count. */
  readonly squares?: number;
};

/** Of the time and of the fills at all depths: how much, their mean depth, and its variance. */
type Moments = { weight: number; mean: number; variance: number };

/**
 * k and A of greatest likelihood, where fills at each depth are Poisson (formulas §3a): k is where
 * the mean depth of expected fills is that of the fills seen. Depths without time do not count. No
 * logarithm of a count is taken: where few fills are, that would be biased.
 */
export function fitExposures(seen: Exposures): ArrivalEstimate | ArrivalAbstention {
  const { depths, seconds, fills } = seen;
  invariant(depths.length === seconds.length && depths.length === fills.length, 'equal lengths');
  const filled = momentsOf(depths, fills, 0);
  if (filled.weight < 2) return 'too_few_events';
  if (momentsOf(depths, seconds, 0).variance === 0) return 'one_depth';
  const nearest = nearestOf(depths, seconds);
  const meanAt = (decay: number) => momentsOf(depths, seconds, decay, nearest).mean;
  if (meanAt(0) <= filled.mean) return 'no_decay';
  if (!(filled.mean > nearest)) return 'one_depth';
  const decay = fallingRoot(meanAt, filled.mean, 1 / (filled.mean - nearest));
  const expected = momentsOf(depths, seconds, decay, nearest);
  // Up to here measured from the nearest depth, so that no exponential vanishes.
  const rate = (filled.weight / expected.weight) * Math.exp(decay * nearest);
  // Of weights that differ so many that weigh alike would tell as much (Kish 1965).
  const count = filled.weight ** 2 / (seen.squares ?? filled.weight);
  const countError = 1 / Math.sqrt(count);
  const decayError = 1 / Math.sqrt(count * expected.variance);
  return {
    decay,
    decayError,
    rate,
    rateError: rate * Math.hypot(countError, expected.mean * decayError),
    countError,
    events: filled.weight,
    priorShare: 0,
  };
}

/** Of depths, each by its weight and by how much rarer fills are there than at `from`. */
function momentsOf(
  depths: ArrayLike<number>,
  weights: ArrayLike<number>,
  decay: number,
  from = 0,
): Moments {
  const moments = { weight: 0, mean: 0, variance: 0 };
  for (let i = 0; i < depths.length; i++) {
    const depth = depths[i] as number;
    const weight = (weights[i] as number) * Math.exp(-decay * (depth - from));
    if (weight === 0) continue;
    // West's running moments: no difference of large sums.
    moments.weight += weight;
    const off = depth - moments.mean;
    moments.mean += (off * weight) / moments.weight;
    moments.variance += weight * off * (depth - moments.mean);
  }
  moments.variance /= moments.weight;
  return moments;
}

function nearestOf(depths: ArrayLike<number>, seconds: ArrayLike<number>): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < depths.length; i++) {
    if ((seconds[i] as number) > 0) nearest = Math.min(nearest, depths[i] as number);
  }
  return nearest;
}

/** Where a falling function takes a value: halved until no float lies between. */
function fallingRoot(of: (x: number) => number, value: number, guess: number): number {
  let low = 0;
  let high = guess;
  while (of(high) > value) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (of(middle) > value) low = middle;
    else high = middle;
  }
}
