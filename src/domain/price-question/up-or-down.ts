import { DAY_MS, dateOfMs, msOfDate } from '../civil-date.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../units.ts';
import { assetOf, isOtherPriced, mentionsAsset } from './asset-words.ts';
import { daysOf, momentOf, noonOf } from './moments.ts';
import type { PriceQuestion, QuestionContext } from './price-question.ts';
import { isRefused, type Refused, readWhen, type SaidDate } from './when-words.ts';

const UP_OR_DOWN = /^(.+?)\s+up\s+or\s+down\s*(?:-\s*)?(.*)$/i;
const HOUR_S = 3_600;
const NOON = 12 * 60;

type Clock = { readonly minutes: number; readonly zone: 'ET' };

/**
 * A window's question: `Bitcoin Up or Down - July 3, 9PM ET` is the hour that begins then,
 * `12:00PM-4:00PM ET` says both ends, `on January 3` is from noon to noon in New York (venue).
 * Undefined: it is no such question.
 */
export function readUpOrDown(
  text: string,
  context: QuestionContext,
): PriceQuestion | Refused | undefined {
  const [, subject, words] = UP_OR_DOWN.exec(text) ?? [];
  if (subject === undefined || words === undefined) return undefined;
  const asset = assetOf(subject);
  if (asset === undefined) {
    if (!isOtherPriced(subject) && !mentionsAsset(subject)) return undefined;
    return { refused: 'asset_unknown', message: `"${subject}" is no asset with a feed` };
  }
  const ends = windowOf(words, context);
  return isRefused(ends) ? ends : { asset, relation: 'up_or_down', ...ends };
}

type Ends = { readonly opensAt: Timestamp; readonly closesAt: Timestamp };

function windowOf(words: string, context: QuestionContext): Ends | Refused {
  const [, day, first, last] =
    /^(.+?),?\s+(\d{1,2}(?::\d{2})?[ap]m)(?:\s?-\s?(\d{1,2}(?::\d{2})?[ap]m))?\s+ET$/i.exec(
      words,
    ) ?? [];
  if (day === undefined || first === undefined) return dayOf(words, context);
  const opens = clockOf(first);
  const date = opens && readDay(day);
  if (opens === undefined || date === undefined || isRefused(date)) {
    return { refused: 'date_unknown', message: `"${words}" is no window that this program reads` };
  }
  const days = daysOf(date, context);
  if (isRefused(days)) return days;
  const opensAt = momentOf(days.last, opens.minutes, opens.zone);
  if (isRefused(opensAt)) return opensAt;
  if (last === undefined) {
    return { opensAt, closesAt: (opensAt + HOUR_S * MICROS_PER_SECOND) as Timestamp };
  }
  const closes = clockOf(last) as Clock;
  // 8PM to 12AM closes on the next day.
  const ms = msOfDate(days.last) + (closes.minutes > opens.minutes ? 0 : DAY_MS);
  const closesAt = momentOf(dateOfMs(ms), closes.minutes, closes.zone);
  return isRefused(closesAt) ? closesAt : { opensAt, closesAt };
}

function dayOf(words: string, context: QuestionContext): Ends | Refused {
  const date = readDay(words);
  if (isRefused(date)) return date;
  const days = daysOf(date, context);
  if (isRefused(days)) return days;
  const eve = dateOfMs(msOfDate(days.last) - DAY_MS);
  return { opensAt: noonOf(eve), closesAt: noonOf(days.last) };
}

function readDay(words: string): SaidDate | Refused {
  const said = readWhen(words);
  if (isRefused(said)) return said;
  if (said.form === 'on' && said.time === undefined) return said.date;
  return { refused: 'date_unknown', message: `"${words}" is no day` };
}

function clockOf(text: string): Clock | undefined {
  const [, hour, minute, half] = /^(\d{1,2})(?::(\d{2}))?([ap]m)$/i.exec(text) ?? [];
  const hours = Number(hour);
  if (half === undefined || !(hours >= 1 && hours <= 12)) return undefined;
  const minutes = (hours % 12) * 60 + Number(minute ?? 0);
  return { minutes: minutes + (half.toLowerCase() === 'pm' ? NOON : 0), zone: 'ET' };
}
