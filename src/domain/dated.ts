import type { Sourced } from './market.ts';
import type { Timestamp } from './units.ts';

/** What the venue's documentation says was in force for a category from a day on. */
export type Dated<T> = {
  readonly category: string;
  /** UTC day, inclusive, as YYYY-MM-DD. */
  readonly from: string;
  readonly value: T;
  readonly source: string;
};

/** The entry in force at a time, or undefined where nothing is documented. */
export function inForce<T>(
  table: readonly Dated<T>[],
  category: string,
  at: Timestamp,
): Sourced<T> | undefined {
  let found: Dated<T> | undefined;
  for (const entry of table) {
    if (entry.category !== category || startOf(entry.from) > at) continue;
    if (found === undefined || entry.from > found.from) found = entry;
  }
  return found === undefined ? undefined : { value: found.value, source: found.source };
}

/** The first that is documented for a category: what stands in for earlier days, if any may. */
export function firstOf<T>(table: readonly Dated<T>[], category: string): Dated<T> | undefined {
  return table
    .filter((entry) => entry.category === category)
    .reduce<Dated<T> | undefined>(
      (first, entry) => (first === undefined || entry.from < first.from ? entry : first),
      undefined,
    );
}

/** First microsecond of a day. */
function startOf(day: string): number {
  return Date.parse(day) * 1_000;
}
