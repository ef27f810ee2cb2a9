import { roundDecimal } from '../../domain/decimal.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';

/** What a single number of milliseconds means, for help and reports. */
export const LATENCY_SPLIT =
  'from a change at the venue until our order is there: half on the way in (feed), half on the ' +
  'way out (entry); the answer takes as long as the way out; the taker delay comes on top, also ' +
  'at 0';

/** Constant latencies in µs. */
export type ConstantLatency = {
  readonly feed: number;
  readonly entry: number;
  readonly response: number;
};

/** Milliseconds as text to µs, rounded to the nearest. Refuses negative ones. */
export function parseMs(text: string): Result<number> {
  const parsed = roundDecimal(text.trim(), 'halfUp', 3);
  if (!parsed.ok) return refuse(parsed.code, `"${text}" is not a number of milliseconds`);
  if (parsed.value < 0) return refuse('negative', `${text} ms is negative`);
  // roundDecimal gives 1e-6 of what it divided to: milliseconds / 1e3 are seconds, so µs.
  return ok(parsed.value);
}

/** A total in µs divided by the rule in words above. */
export function splitLatency(total: number): ConstantLatency {
  const feed = Math.floor(total / 2);
  return { feed, entry: total - feed, response: total - feed };
}

/** `250`: a total; `100,120,80`: feed, entry, response. Milliseconds. */
export function parseLatency(text: string): Result<ConstantLatency> {
  const parts = parseMsList(text);
  if (!parts.ok) return parts;
  const [feed = 0, entry, response] = parts.value;
  if (parts.value.length === 1) return ok(splitLatency(feed));
  if (entry === undefined || response === undefined || parts.value.length > 3) {
    const form = 'one number of milliseconds, or three: feed,entry,response';
    return refuse('not_a_latency', `"${text}" is not ${form}`);
  }
  return ok({ feed, entry, response });
}

/** `0,50,100`: milliseconds to µs. */
export function parseMsList(text: string): Result<readonly number[]> {
  const values: number[] = [];
  for (const part of text.split(',')) {
    const parsed = parseMs(part);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return ok(values);
}
