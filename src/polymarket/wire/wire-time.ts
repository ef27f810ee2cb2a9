import { ok, type Result, refuse } from '../../domain/result.ts';
import { parseDecimal, type Timestamp } from '../../domain/units.ts';

const SECONDS = /^[1-9]\d{9}(\.\d{1,6})?$/;
const MILLIS = /^[1-9]\d{12}$/;
const MICROS = /^[1-8]\d{15}$/;

/**
 * A wire time to µs. The venue sends milliseconds as text, sometimes seconds (protocol notes §6.2);
 * the unit is told by the number of digits, which is unambiguous from 2001 to 2286.
 */
export function readTime(value: unknown): Result<Timestamp> {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return refuse('bad_timestamp', 'timestamp is missing');
  if (MILLIS.test(text)) return ok((Number(text) * 1_000) as Timestamp);
  if (MICROS.test(text)) return ok(Number(text) as Timestamp);
  if (SECONDS.test(text)) return parseDecimal(text) as Result<Timestamp>;
  return refuse('bad_timestamp', `"${text.slice(0, 40)}" is no time in s, ms or µs`);
}
