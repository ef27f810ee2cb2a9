import { normalBelow } from '../domain/normal-distribution.ts';

/** What is known of an up/down window at a moment. */
export type WindowState = {
  /** The underlying now, dollars. */
  readonly spot: number;
  /** What its closing average has to reach, dollars. */
  readonly strike: number;
  /** Standard deviation of the underlying's change in a second, dollars. */
  readonly sigma: number;
  /** Until the close, s; not below 0. */
  readonly secondsLeft: number;
  /** Seconds of the closing average; 0: the last price alone counts. */
  readonly lookback: number;
  /** Mean of those of them that are over, dollars; undefined before they begin. */
  readonly soFar: number | undefined;
};

/** What the closing average will be, as seen from now. */
export type Outlook = { readonly mean: number; readonly deviation: number };

/**
 * The closing average as a normal variable, for a walk in dollars without drift: the average of an
 * arithmetic Brownian motion over its last `lookback` seconds (Turnbull and Wakeman 1991, the one
 * third rule). Undefined where the average has begun and nobody knows how it goes so far: near the
 * end that is the main error.
 */
export function outlook({
  spot,
  sigma,
  secondsLeft,
  lookback,
  soFar,
}: WindowState): Outlook | undefined {
  if (secondsLeft >= lookback) {
    const variance = sigma ** 2 * (secondsLeft - (2 * lookback) / 3);
    return { mean: spot, deviation: Math.sqrt(Math.max(variance, 0)) };
  }
  if (soFar === undefined) return undefined;
  const over = lookback - secondsLeft;
  return {
    mean: (over * soFar + secondsLeft * spot) / lookback,
    deviation: (sigma * secondsLeft ** 1.5) / (Math.sqrt(3) * lookback),
  };
}

/** How many deviations the expected closing average is above the strike. */
export function distance(state: WindowState): number | undefined {
  const ahead = outlook(state);
  if (ahead === undefined) return undefined;
  const gap = ahead.mean - state.strike;
  if (ahead.deviation > 0) return gap / ahead.deviation;
  // A tie is Up.
  return gap >= 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Probability that the window ends Up, by its own rule; undefined where that is not known. */
export function fairUp(state: WindowState): number | undefined {
  const far = distance(state);
  return far === undefined ? undefined : normalBelow(far);
}
