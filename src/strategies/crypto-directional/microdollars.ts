import { SCALE } from '../../domain/units.ts';

/** To the unit of prices: 0.70 is 0.20 above 0.50, whatever floats make of it. */
export function microdollars(value: number): number {
  return Math.round(value * SCALE) / SCALE;
}
