// Days of the calendar as plain arithmetic, so that no machine's time zone tables count.

export const DAY_MS = 86_400_000;

/** A day of the Gregorian calendar; months from 1. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

export const MONTHS: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Midnight UTC of that day; days and months beyond the last run on into the next. */
export function msOfDate({ year, month, day }: CivilDate): number {
  return Date.UTC(year, month - 1, day);
}

/** The day that a clock in UTC shows. */
export function dateOfMs(ms: number): CivilDate {
  const year = yearOfMs(ms);
  let month = 1;
  while (month < 12 && msOfDate({ year, month: month + 1, day: 1 }) <= ms) month++;
  const first = msOfDate({ year, month, day: 1 });
  return { year, month, day: Math.floor((ms - first) / DAY_MS) + 1 };
}

/** The year that a clock in UTC shows. */
export function yearOfMs(ms: number): number {
  const near = 1970 + Math.floor(ms / (365.2425 * DAY_MS));
  if (Date.UTC(near, 0, 1) > ms) return near - 1;
  return Date.UTC(near + 1, 0, 1) <= ms ? near + 1 : near;
}

export function daysIn(year: number, month: number): number {
  return (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / DAY_MS;
}

/** Does the calendar have it? */
export function isDate({ year, month, day }: CivilDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** 0 is Sunday. */
export function weekdayOf(ms: number): number {
  const THURSDAY = 4; // 1970-01-01
  return (((Math.floor(ms / DAY_MS) + THURSDAY) % 7) + 7) % 7;
}
