import { type CivilDate, dateOfMs } from '../civil-date.ts';
import { easternReading } from '../eastern-time.ts';
import { MICROS_PER_MS, MICROS_PER_SECOND, type Timestamp } from '../units.ts';
import { beginningOf, type Days, daysOf, endOf, isOn, momentOf } from './moments.ts';
import type { Deadline, QuestionContext } from './price-question.ts';
import {
  isRefused,
  type Refused,
  type SaidDate,
  type SaidTime,
  type SaidWhen,
  timeOf,
} from './when-words.ts';

/** The span in which a touch counts. */
export type Span = { readonly from: Timestamp | undefined; readonly deadline: Deadline };

/** Until 2025 the venue gave most markets this end of their day, whenever they truly ended. */
const PLACEHOLDER = 12 * 3_600 * MICROS_PER_SECOND;
const DAY = 86_400 * MICROS_PER_SECOND;

/** The one moment that a question asks about. */
export function deadlineOf(said: SaidWhen, context: QuestionContext): Deadline | Refused {
  if (said.form !== 'on' && said.form !== 'at_end') {
    const message = 'it is not said whether a moment counts or any time until then';
    return { refused: 'when_ambiguous', message };
  }
  const days = daysOf(said.date, context);
  if (isRefused(days)) return days;
  const date = days.last;
  if (said.form === 'at_end') return { date, at: undefined, toldBy: undefined };
  if (said.time !== undefined) return told(date, said.time, 'question');
  const described = describedTime(context.description);
  if (isRefused(described)) return described;
  if (described !== undefined) return told(date, described, 'description');
  return byEndDate(date, context);
}

function told(
  date: CivilDate,
  time: SaidTime,
  toldBy: 'question' | 'description',
): Deadline | Refused {
  const at = momentOf(date, time.minutes, time.zone);
  return isRefused(at) ? at : { date, at, toldBy };
}

const ZONE = '(?:[ECP][SD]?T|UTC|GMT|CES?T|BST|JST|IST)';
const CLOCK = new RegExp(
  `(?<![\\d:.,$])(\\d{1,2})(?::(\\d{2}))?(?::00)?(?:\\s?(am|pm))?,? (?:in the )?(${ZONE})\\b`,
  'gi',
);

/** What clocks a description names, `12:00 in the ET timezone (noon)` and `12 PM ET`, in order. */
function timesIn(description = ''): readonly (SaidTime | Refused)[] {
  return [...description.matchAll(CLOCK)].flatMap(([, hour, minute, half, zone]) => {
    return timeOf([hour, minute, half, undefined, zone]) ?? [];
  });
}

/** Of the candle that counts; it may be said twice, but two times are refused. */
function describedTime(description: string | undefined): SaidTime | undefined | Refused {
  const times = timesIn(description);
  const [first] = times;
  if (first === undefined || isRefused(first)) return first;
  const isOne = times.every((time) => {
    return !isRefused(time) && time.minutes === first.minutes && time.zone === first.zone;
  });
  if (isOne) return first;
  return { refused: 'time_ambiguous', message: 'the description says more than one time' };
}

function byEndDate(date: CivilDate, { closesAt }: QuestionContext): Deadline {
  const isTold = closesAt !== undefined && isOn(closesAt, date) && closesAt % DAY !== PLACEHOLDER;
  return isTold
    ? { date, at: closesAt, toldBy: 'end_date' }
    : { date, at: undefined, toldBy: undefined };
}

/** From when to when a touch counts. */
export function spanOf(said: SaidWhen, context: QuestionContext): Span | Refused {
  if (said.form === 'this') return thisSpan(context);
  if (said.form === 'from_to') return fromTo(said.first, said.last, context);
  const days = daysOf(said.date, context, said.form === 'before' ? 'first' : 'last');
  if (isRefused(days)) return days;
  if (said.form === 'before') return before(days, context);
  if (said.form === 'at_end' || (said.form === 'on' && said.time !== undefined)) {
    const message = 'a moment is said, where a span of time is asked for';
    return { refused: 'when_ambiguous', message };
  }
  if (said.form === 'by' && said.time !== undefined) {
    const deadline = told(days.last, said.time, 'question');
    return isRefused(deadline) ? deadline : { from: undefined, deadline };
  }
  const from = said.form === 'by' ? undefined : beginningOf(days.first);
  return withEnd(from, days.last, context);
}

function before(days: Days, context: QuestionContext): Span | Refused {
  const eve = dateOfMs(easternReading((beginningOf(days.first) - MICROS_PER_MS) as Timestamp));
  return withEnd(undefined, eve, context);
}

/** `this week` is over when the market is. */
function thisSpan({ closesAt }: QuestionContext): Span | Refused {
  if (closesAt === undefined || closesAt % DAY === PLACEHOLDER) {
    return { refused: 'date_unknown', message: 'only the end of the market could tell the date' };
  }
  const date = dateOfMs(easternReading((closesAt - MICROS_PER_MS) as Timestamp));
  return { from: undefined, deadline: { date, at: closesAt, toldBy: 'end_date' } };
}

function fromTo(first: SaidDate, last: SaidDate, context: QuestionContext): Span | Refused {
  const end = daysOf(last, context);
  if (isRefused(end)) return end;
  const { year } = end.last;
  // December 29 to January 4 begins in the year before.
  const isYearBefore = (first.month as number) > (last.month as number);
  const start = daysOf({ ...first, year: isYearBefore ? year - 1 : year }, context);
  if (isRefused(start)) return start;
  const described = describedBeginning(context.description);
  if (isRefused(described)) return described;
  const from =
    described === undefined
      ? beginningOf(start.first)
      : momentOf(start.first, described.minutes, described.zone);
  if (isRefused(from)) return from;
  const span = withEnd(from, end.last, context);
  if (isRefused(span) || from < (span.deadline.at as number)) return span;
  return { refused: 'date_impossible', message: 'the span ends before it begins' };
}

const BEGINNING = /from (\d{1,2}):(\d{2})\s?(am|pm)? ([A-Z]{2,3}) on the first/i;

/** `from 10:30 AM ET on the first date`. */
function describedBeginning(description = ''): SaidTime | undefined | Refused {
  const [, hour, minute, half, zone] = BEGINNING.exec(description) ?? [];
  // Monthly ones begin at "00:00 AM": midnight, as without a word.
  if (hour === undefined || hour === '00') return undefined;
  return timeOf([hour, minute, half, undefined, zone]);
}

/** Touches count up to the end of their last day, 11:59 PM in New York by the descriptions. */
function withEnd(
  from: Timestamp | undefined,
  date: CivilDate,
  { description = '', closesAt }: QuestionContext,
): Span | Refused {
  const times = timesIn(description.replace(BEGINNING, ''));
  const isOdd = times.some((time) => isRefused(time) || time.zone === 'UTC' || !isMidnight(time));
  if (isOdd) {
    const message = 'by its description the last day does not end at midnight in New York';
    return { refused: 'time_ambiguous', message };
  }
  const at = endOf(date);
  const byEnd = closesAt === at ? 'end_date' : 'convention';
  return { from, deadline: { date, at, toldBy: times.length > 0 ? 'description' : byEnd } };
}

function isMidnight({ minutes }: SaidTime): boolean {
  return minutes === 0 || minutes === 24 * 60 - 1;
}
