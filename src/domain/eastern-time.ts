import { DAY_MS, dateOfMs, weekdayOf, yearOfMs } from './civil-date.ts';
import { invariant } from './invariant.ts';
import { MICROS_PER_MS, type Timestamp } from './units.ts';

/** A reading of a clock on the US East Coast, as the ms at which a clock in UTC reads the same. */
export type EasternReading = number & { readonly [reading]: 'eastern' };
declare const reading: unique symbol;

export const HOUR_MS = 3_600_000;
/** Hours behind UTC. */
const SUMMER = 4;
const WINTER = 5;

/** What a clock in New York shows at a time. */
export function easternReading(at: Timestamp): EasternReading {
  const ms = Math.floor(at / MICROS_PER_MS);
  return (ms - hoursBehind(ms) * HOUR_MS) as EasternReading;
}

/**
 * When a clock in New York shows this: the first of two times in the hour that the end of summer
 * time repeats, undefined in the hour that its beginning skips.
 */
export function easternTime(shown: EasternReading): Timestamp | undefined {
  const found = [SUMMER, WINTER]
    .map((hours) => ({ hours, ms: shown + hours * HOUR_MS }))
    .find(({ hours, ms }) => hoursBehind(ms) === hours);
  return found === undefined ? undefined : ((found.ms * MICROS_PER_MS) as Timestamp);
}

/** The same for a reading that every day has, such as noon. */
export function easternTimeOf(shown: EasternReading): Timestamp {
  const at = easternTime(shown);
  invariant(
    at !== undefined,
    `no clock in New York shows ${JSON.stringify(dateOfMs(shown))} ${shown % DAY_MS} ms`,
  );
  return at;
}

/**
 * US law since 2007 (15 U.S.C. 260a): summer time from the second Sunday of March, 2:00, to the
 * first Sunday of November, 2:00. Plain arithmetic, so that no machine's time zone tables count.
 */
function hoursBehind(ms: number): number {
  const year = yearOfMs(ms);
  const begins = sundayOf(year, 2, 8) + (2 + WINTER) * HOUR_MS;
  const ends = sundayOf(year, 10, 1) + (2 + SUMMER) * HOUR_MS;
  return ms >= begins && ms < ends ? SUMMER : WINTER;
}

/** Midnight UTC of the first Sunday from that day of the month on. */
function sundayOf(year: number, month: number, from: number): number {
  const day = Date.UTC(year, month, from);
  return day + ((7 - weekdayOf(day)) % 7) * DAY_MS;
}
