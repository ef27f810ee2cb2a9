import { logistic, logOddsOf } from '../../probability-model.ts';

/**
 * What one more share is worth to who holds `inventory` until it pays 1 with probability `mid`, or
 * else 0: the log odds move against the inventory by gamma (formulas §4a). $.
 */
export function marginalWorth(mid: number, inventory: number, gamma: number): number {
  return logistic(logOddsOf(mid) - gamma * inventory);
}

/**
 * The most that n shares are worth each to who values the first of them at `worth`; `risk` is
 * gamma by n. The certainty equivalents of §4a divided by each other, so that nothing overflows.
 */
export function mostForSize(worth: number, risk: number): number {
  return risk === 0 ? worth : -Math.log1p(worth * Math.expm1(-risk)) / risk;
}
