import type { PriceOutlook } from './price-outlook.ts';
import { unitStudentBelow } from './student-t.ts';

/**
 * Probability that the price ends above a level: Student's distribution scaled to the variance that
 * was measured (formulas §6; S1 §2.11 has the scale upside down). Without time left, a step.
 */
export function probabilityAbove(level: number, outlook: PriceOutlook): number {
  const { spot, deviation, drift, degrees } = outlook;
  const far = Math.log(spot / level) + drift;
  if (deviation <= 0) return far > 0 ? 1 : 0;
  return unitStudentBelow(far / deviation, degrees);
}

/** Of ending from `low` on and below `high`. */
export function probabilityBetween(low: number, high: number, outlook: PriceOutlook): number {
  return Math.max(0, probabilityAbove(low, outlook) - probabilityAbove(high, outlook));
}
