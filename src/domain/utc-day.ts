import { SCALE, type Timestamp } from './units.ts';

/** Length of a day, µs. */
const DAY = 86_400 * SCALE;

/** The UTC day of a moment, counted from 1970. */
export function dayOf(at: Timestamp): number {
  return Math.floor(at / DAY);
}

/** When such a day begins. */
export function beginOf(day: number): Timestamp {
  return (day * DAY) as Timestamp;
}
