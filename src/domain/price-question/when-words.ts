import { MONTHS } from '../civil-date.ts';
import type { QuestionRefusal } from './price-question.ts';

/** A day or a whole month or year as the words say it; the year often is not said. */
export type SaidDate = {
  readonly year: number | undefined;
  /** 1 to 12; undefined: the whole year. */
  readonly month: number | undefined;
  /** Undefined: the whole month. */
  readonly day: number | undefined;
};

/** Minutes since midnight by the clock of a zone. */
export type SaidTime = { readonly minutes: number; readonly zone: Zone };
export type Zone = 'ET' | 'EST' | 'EDT' | 'UTC';

/** What the words after the level say about when. */
export type SaidWhen =
  /** On a day, maybe at a time. */
  | { readonly form: 'on'; readonly date: SaidDate; readonly time: SaidTime | undefined }
  /** At the end of a month or a year. */
  | { readonly form: 'at_end'; readonly date: SaidDate }
  /** Up to its end; with a time, up to that. */
  | { readonly form: 'by'; readonly date: SaidDate; readonly time: SaidTime | undefined }
  /** Up to its beginning. */
  | { readonly form: 'before'; readonly date: SaidDate }
  /** From its beginning to its end. */
  | { readonly form: 'in'; readonly date: SaidDate }
  /** From the beginning of one day to the end of another. */
  | { readonly form: 'from_to'; readonly first: SaidDate; readonly last: SaidDate }
  /** This week: only the end date of the market can tell when it ends. */
  | { readonly form: 'this'; readonly unit: string };

export type Refused = { readonly refused: QuestionRefusal; readonly message: string };

const NAMES = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`);
const MONTH = `(${NAMES.join('|')}|sept)\\.?`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,?\s+(\d{4}))?`;
const TIME = String.raw`\(?(?:(\d{1,2})(?::(\d{2}))?\s?(am|pm)?|(noon))(?:\s+([a-z]+))?\)?`;

const pattern = (text: string) => new RegExp(`^${text}$`, 'i');
const ON = pattern(`(?:on\\s+)?${MONTH}\\s+${DAY}${YEAR}(?:,?\\s+(?:at\\s+)?${TIME})?`);
const AT_ON = pattern(`at\\s+${TIME}\\s+on\\s+${MONTH}\\s+${DAY}${YEAR}`);
const BY_DAY = pattern(`by\\s+${MONTH}\\s+${DAY}${YEAR}(?:,?\\s+(?:at\\s+)?${TIME})?`);
const BEFORE_DAY = pattern(`before\\s+${MONTH}\\s+${DAY}${YEAR}`);
const SPAN = pattern(
  String.raw`(by|before|in|during|(?:at|by)\s+(?:the\s+)?end\s+of)\s+(?:${MONTH}${YEAR}|(\d{4}))`,
);
const FROM_TO = pattern(
  `(?:from\\s+)?${MONTH}\\s+${DAY}\\s?(?:-|to)\\s?(?:${MONTH}\\s+)?${DAY}${YEAR}`,
);
const THIS = /^this\s+(week|month|year)$/i;
const LOOKS_LIKE_WHEN = /^(?:on|by|before|in|during|at|this|today|tomorrow|after|from|until)\b/i;

/** Reads the words about when; every word must have its place. */
export function readWhen(words: string): SaidWhen | Refused {
  if (words === '') return { refused: 'date_unknown', message: 'the question says no date' };
  const unit = THIS.exec(words)?.[1];
  if (unit !== undefined) return { form: 'this', unit: unit.toLowerCase() };
  const found = onDay(words) ?? byDay(words) ?? span(words) ?? fromTo(words);
  if (found !== undefined) return found;
  return LOOKS_LIKE_WHEN.test(words)
    ? { refused: 'date_unknown', message: `"${words}" is no date that this program reads` }
    : { refused: 'text_left', message: `"${words}" is not understood` };
}

function onDay(words: string): SaidWhen | Refused | undefined {
  const on = ON.exec(words);
  if (on !== null) {
    const time = timeOf(on.slice(4));
    if (isRefused(time)) return time;
    return { form: 'on', date: dateOf(on[1], on[2], on[3]), time };
  }
  const at = AT_ON.exec(words);
  if (at === null) return undefined;
  const time = timeOf(at.slice(1));
  return isRefused(time) ? time : { form: 'on', date: dateOf(at[6], at[7], at[8]), time };
}

function byDay(words: string): SaidWhen | Refused | undefined {
  const before = BEFORE_DAY.exec(words);
  if (before !== null) {
    return { form: 'before', date: dateOf(before[1], before[2], before[3]) };
  }
  const by = BY_DAY.exec(words);
  if (by === null) return undefined;
  const time = timeOf(by.slice(4));
  return isRefused(time) ? time : { form: 'by', date: dateOf(by[1], by[2], by[3]), time };
}

function span(words: string): SaidWhen | undefined {
  const [, preposition, month, yearOfMonth, year] = SPAN.exec(words) ?? [];
  if (preposition === undefined) return undefined;
  const date = dateOf(month, undefined, yearOfMonth ?? year);
  const first = preposition.toLowerCase().split(/\s/)[0];
  if (first === 'at') return { form: 'at_end', date };
  if (first === 'by') return { form: 'by', date, time: undefined };
  return first === 'before' ? { form: 'before', date } : { form: 'in', date };
}

function fromTo(words: string): SaidWhen | undefined {
  const [, month, first, lastMonth, last, year] = FROM_TO.exec(words) ?? [];
  if (month === undefined) return undefined;
  return {
    form: 'from_to',
    first: dateOf(month, first, undefined),
    last: dateOf(lastMonth ?? month, last, year),
  };
}

function dateOf(
  month: string | undefined,
  day: string | undefined,
  year: string | undefined,
): SaidDate {
  const short = month?.slice(0, 3).toLowerCase();
  return {
    year: year === undefined ? undefined : Number(year),
    month: short === undefined ? undefined : MONTHS.findIndex((name) => name.startsWith(short)) + 1,
    day: day === undefined ? undefined : Number(day),
  };
}

/** Hour, minute, half of the day, noon and zone, as {@link TIME} captures them. */
export function timeOf(groups: readonly (string | undefined)[]): SaidTime | undefined | Refused {
  const [hour, minute, half, noon, zone] = groups;
  if (hour === undefined && noon === undefined) return undefined;
  const minutes = noon === undefined ? minutesOf(hour, minute, half) : 12 * 60;
  if (minutes === undefined) {
    return { refused: 'time_ambiguous', message: `"${hour}" is no time of a day` };
  }
  const known = zone?.toUpperCase();
  if (known === 'ET' || known === 'EST' || known === 'EDT') return { minutes, zone: known };
  if (known === 'UTC' || known === 'GMT') return { minutes, zone: 'UTC' };
  const said = zone === undefined ? 'no time zone is said' : `the zone "${zone}" is not known`;
  return { refused: 'zone_unknown', message: said };
}

function minutesOf(
  hour: string | undefined,
  minute: string | undefined,
  half: string | undefined,
): number | undefined {
  const hours = Number(hour);
  const minutes = Number(minute ?? 0);
  if (minutes > 59) return undefined;
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined;
    return ((hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + minutes;
  }
  // "at 4 ET" may be either half of the day; "16:00 UTC" may not.
  return minute === undefined || hours > 23 ? undefined : hours * 60 + minutes;
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
