import type { KnownValue } from '../../../src/screen/known-value.ts';
import { usd } from './amount.ts';
import { ageText } from './time.ts';

/** What a desk was worth when that was known last: never shown without its age. */
export type LastEquity = KnownValue & {
  /** Since the run began, as it was then. */
  readonly made: number;
  /** "3 min old". */
  readonly age: string;
  /** All of it, as a sentence. */
  readonly words: string;
};

/** `now`: µs, as `at` of what was known. */
export function lastEquityOf(known: KnownValue, worthAtStart: number, now: number): LastEquity {
  const age = ageText(now - known.at);
  const words = `Not known now; last known: ${usd(known.value)}, ${age}`;
  return { ...known, made: known.value - worthAtStart, age, words };
}

type Moment = {
  /** As far as the desk has told its time, µs. It may be another than ours: of a recorded day. */
  readonly desk: number;
  /** That of this machine, µs. */
  readonly machine: number;
  /** Since when the desk is not heard, µs of this machine; undefined: it is. */
  readonly silentSince: number | undefined;
};

/** The desk's time now: it goes on as ours does while nobody tells it. */
export function nowOf({ desk, machine, silentSince }: Moment): number {
  return silentSince === undefined ? desk : desk + Math.max(0, machine - silentSince);
}
