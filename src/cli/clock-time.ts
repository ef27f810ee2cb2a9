import type { Timestamp } from '../domain/units.ts';
import { timeOfDay } from '../report/format.ts';

const TO_THE_SECOND = 'hh:mm:ss'.length;

/** Time of day (UTC) to the second. */
export function clockTime(at: number): string {
  return timeOfDay(at as Timestamp).slice(0, TO_THE_SECOND);
}
