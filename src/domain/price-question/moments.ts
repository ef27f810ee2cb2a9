import {
  type CivilDate,
  DAY_MS,
  dateOfMs,
  daysIn,
  isDate,
  MONTHS,
  msOfDate,
} from '../civil-date.ts';
import {
  type EasternReading,
  easternReading,
  easternTime,
  easternTimeOf,
  HOUR_MS,
} from '../eastern-time.ts';
import { MICROS_PER_MS, type Timestamp } from '../units.ts';
import type { QuestionContext } from './price-question.ts';
import { isRefused, type Refused, type SaidDate, type Zone } from './when-words.ts';

const MINUTE_MS = 60_000;
/** Between the last day that counts and the market's end date; the venue's end dates of 2024 and
 * 2025 are often noon of that day or the day after (recorded catalogue). */
const NEAR_DAYS = 2;

/**
 * A day without a year that comes so soon after a moment at which the market is on offer is meant;
 * one that comes later may as well be the one that has just gone, in a market that is not settled.
 */
const SOON_DAYS = 60;

/** The first and the last day of what was said, once its year is known. */
export type Days = { readonly first: CivilDate; readonly last: CivilDate };

/**
 * The days in New York of what was said. A year that is not said follows from the market's end
 * date, which must lie near the `edge` at which the question ends.
 */
export function daysOf(
  said: SaidDate,
  context: QuestionContext,
  edge: keyof Days = 'last',
): Days | Refused {
  if (said.year !== undefined) return daysInYear(said, said.year);
  const { closesAt, opensAt, offeredAt } = context;
  if (closesAt !== undefined) return nearestDays(said, easternReading(closesAt), edge);
  if (opensAt !== undefined) return nextDays(said, easternReading(opensAt));
  if (offeredAt !== undefined) {
    const shown = easternReading(offeredAt);
    const days = nextDays(said, shown);
    if (isRefused(days) || msOfDate(days.last) <= shown + SOON_DAYS * DAY_MS) return days;
  }
  return { refused: 'year_unknown', message: 'neither the question nor the market says the year' };
}

function nearestDays(said: SaidDate, end: EasternReading, edge: keyof Days): Days | Refused {
  const { year } = dateOfMs(end);
  const tried = [year, year - 1, year + 1].map((some) => daysInYear(said, some));
  const found = tried.filter((days): days is Days => !isRefused(days));
  if (found.length === 0) return tried[0] as Refused;
  const near = found.find((days) => {
    const over = msOfDate(days[edge]) + (edge === 'last' ? DAY_MS : 0);
    return Math.abs(over - end) <= NEAR_DAYS * DAY_MS;
  });
  if (near !== undefined) return near;
  const message = `the day said and the market's end date are more than ${NEAR_DAYS} days apart`;
  return { refused: 'date_disagrees', message };
}

/** A question is about what is to come: the first such days that are not over. */
function nextDays(said: SaidDate, start: EasternReading): Days | Refused {
  const { year } = dateOfMs(start);
  const days = daysInYear(said, year);
  if (isRefused(days) || msOfDate(days.last) + DAY_MS > start) return days;
  return daysInYear(said, year + 1);
}

function daysInYear(said: SaidDate, year: number): Days | Refused {
  const { month, day } = said;
  if (month === undefined) {
    return { first: { year, month: 1, day: 1 }, last: { year, month: 12, day: 31 } };
  }
  if (day === undefined) {
    const first = { year, month, day: 1 };
    return { first, last: { year, month, day: daysIn(year, month) } };
  }
  const date = { year, month, day };
  if (isDate(date)) return { first: date, last: date };
  const message = `${MONTHS[month - 1]} ${year} has no day ${day}`;
  return { refused: 'date_impossible', message };
}

/** When a day begins in New York. */
export function beginningOf(date: CivilDate): Timestamp {
  // Clocks change at 2:00: every day has its midnight.
  return easternTime(msOfDate(date) as EasternReading) as Timestamp;
}

/** Noon in New York. */
export function noonOf(date: CivilDate): Timestamp {
  return easternTimeOf((msOfDate(date) + 12 * HOUR_MS) as EasternReading);
}

/** When a day is over in New York. */
export function endOf(date: CivilDate): Timestamp {
  return easternTime((msOfDate(date) + DAY_MS) as EasternReading) as Timestamp;
}

/** A time of a day by the clock of a zone. */
export function momentOf(date: CivilDate, minutes: number, zone: Zone): Timestamp | Refused {
  const shown = msOfDate(date) + minutes * MINUTE_MS;
  if (zone === 'UTC') return (shown * MICROS_PER_MS) as Timestamp;
  const at = easternTime(shown as EasternReading);
  if (at === undefined) {
    return { refused: 'time_ambiguous', message: 'clocks in New York skip that hour that day' };
  }
  const later = (at + HOUR_MS * MICROS_PER_MS) as Timestamp;
  const isTwice = easternReading(later) === shown;
  const isSummer = at / MICROS_PER_MS - shown === 4 * HOUR_MS;
  if (zone === 'ET') {
    if (!isTwice) return at;
    return { refused: 'time_ambiguous', message: 'clocks in New York show that hour twice' };
  }
  // EST and EDT are said of summer and winter alike: only the one in force then is plain.
  if (isTwice) return zone === 'EDT' ? at : later;
  if ((zone === 'EDT') === isSummer) return at;
  return { refused: 'time_ambiguous', message: `${zone} is not in force in New York that day` };
}

export function isOn(at: Timestamp, date: CivilDate): boolean {
  return at >= beginningOf(date) && at < endOf(date);
}
