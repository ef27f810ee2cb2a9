/** The time over which S1 measured its volatility: a cycle of its quoting loop. */
const CYCLE_S = 10;
/** It never doubles more than once. */
const MOST = 2;

/**
 * How many times as wide to quote at a volatility ($/sqrt(s)): above the threshold, by as much as
 * the move expected of ten seconds is above it (S1 §2.5). Unknown volatility widens nothing.
 */
export function volatilityFactor(volatility: number, widenAbove: number): number {
  const move = volatility * Math.sqrt(CYCLE_S);
  return move > widenAbove ? Math.min(MOST, 1 + (move - widenAbove) / widenAbove) : 1;
}
