import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

const DATE = /(\d{4})-(\d\d)-(\d\d)/;
const TIME_OF_DAY = /(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?/;
const ZONE = /(?:Z|([+-])(\d\d):?(\d\d))?/;
const ISO = new RegExp(`^${DATE.source}${TIME_OF_DAY.source}${ZONE.source}$`);

/**
 * A point in time: ISO text (UTC where it names no zone; a date alone is its first moment), or unix
 * time, read by its number of digits as seconds, milliseconds or microseconds.
 */
export function parseTime(text: string): Result<Timestamp> {
  if (/^\d{9,17}$/.test(text)) {
    const unit = text.length < 12 ? MICROS_PER_SECOND : text.length < 15 ? MICROS_PER_MS : 1;
    return ok((Number(text) * unit) as Timestamp);
  }
  const match = ISO.exec(text);
  if (match === null) return refuse('not_a_time', explain(text));
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = ''] = match;
  const fields = [year, Number(month) - 1, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const date = new Date(Date.UTC(y, mo, d, h, mi, s));
  const real = date.getUTCMonth() === mo && date.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  if (!real) return refuse('no_such_time', `"${text}" is not in the calendar`);
  const east = (match[8] === '-' ? -1 : 1) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const micros = date.getTime() * MICROS_PER_MS + Number(fraction.padEnd(6, '0'));
  return ok((micros - east * 60 * MICROS_PER_SECOND) as Timestamp);
}

function explain(text: string): string {
  return `"${text}" is not a time; write 2026-04-13, 2026-04-13T12:30:00Z or unix time`;
}
