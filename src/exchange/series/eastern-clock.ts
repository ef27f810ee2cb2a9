import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';

// The venue names and cuts its windows by the clock in New York. Written apart from the desk's own
// reading of these names, so that each can find the other's mistakes.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a clock in New York shows, as the date whose UTC fields read the same. */
export function easternDate(at: Timestamp): Date {
  const ms = Math.floor(at / MICROS_PER_MS);
  return new Date(ms - hoursBehind(ms) * HOUR_MS);
}

/** When New York's clock shows this, a reading that every day has. */
export function whenEastern(shown: Date): Timestamp {
  const summer = shown.getTime() + 4 * HOUR_MS;
  const ms = hoursBehind(summer) === 4 ? summer : summer + HOUR_MS;
  return (ms * MICROS_PER_MS) as Timestamp;
}

/** Summer time: second Sunday of March, 7:00 UTC, to the first of November, 6:00 UTC. */
function hoursBehind(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  const begins = firstSunday(year, 2) + 7 * DAY_MS + 7 * HOUR_MS;
  const ends = firstSunday(year, 10) + 6 * HOUR_MS;
  return begins <= ms && ms < ends ? 4 : 5;
}

function firstSunday(year: number, month: number): number {
  const first = new Date(Date.UTC(year, month, 1));
  return first.getTime() + ((7 - first.getUTCDay()) % 7) * DAY_MS;
}
