import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, parseDecimal, type Timestamp } from '../../domain/units.ts';

const SECONDS = /^[1-9]\d{9}(\.\d{1,6})?$/;
const MILLIS = /^[1-9]\d{12}$/;
const MICROS = /^[1-8]\d{15}$/;

/**
 * A wire time to µs. The venue sends milliseconds as text, sometimes seconds (protocol notes §6.2);
 * the unit is told by the number of digits, which is unambiguous from 2001 to 2286. Refuses times
 * that µs in a number cannot hold (after 2255).
 */
export function readTime(value: unknown): Result<Timestamp> {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return refuse('bad_timestamp', 'timestamp is missing');
  const micros = MILLIS.test(text) ? Number(text) * MICROS_PER_MS : Number.NaN;
  if (Number.isSafeInteger(micros)) return ok(micros as Timestamp);
  if (MICROS.test(text)) return ok(Number(text) as Timestamp);
  const seconds = SECONDS.test(text) ? parseDecimal(text) : undefined;
  if (seconds?.ok) return seconds as Result<Timestamp>;
  return refuse('bad_timestamp', `"${text.slice(0, 40)}" is no time in s, ms or µs`);
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?(.*)$/;
const ZONE = /^([+-])(\d\d)(?::?(\d\d))?$/;

/**
 * A date as the REST services write it, to µs: "2026-06-24T07:55:00.630868Z", "2026-07-24
 * 00:25:21+00", "2026-06-24" (its first moment). Digits beyond µs are cut. Refuses days that the
 * calendar does not have, and the same times.
 */
export function readDate(value: unknown): Result<Timestamp> {
  const text = typeof value === 'string' ? value.slice(0, 40) : '';
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] =
    DATE.exec(text) ?? [];
  const offset = offsetOf(zone);
  const parts = [hour, minute, second].map(Number) as [number, number, number];
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), ...parts);
  // A 13th month, a 30th of February or a 25th hour would be carried over.
  const told = `${year}-${month}-${day}T${[hour, minute, second].map(twoDigits).join(':')}`;
  const known = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(told);
  const micros = (ms - offset) * MICROS_PER_MS + Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (known && micros > 0 && Number.isSafeInteger(micros)) return ok(micros as Timestamp);
  return refuse('bad_date', `"${text}" is no date`);
}

function twoDigits(part: string): string {
  return part.padStart(2, '0');
}

/** Milliseconds that a zone is ahead of UTC; NaN for what is no zone. */
function offsetOf(zone: string): number {
  if (zone === '' || zone === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = ZONE.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A time in either form: the services do not agree, and one of them uses both. */
export function readMoment(value: unknown): Result<Timestamp> {
  const time = readTime(value);
  return time.ok ? time : readDate(value);
}
