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
  /** The desk is heard, and trades: its clock goes on. */
  readonly isHeard: boolean;
  /** As far as the desk has told it, µs. */
  readonly desk: number;
  /** That of this machine, µs. */
  readonly machine: number;
};

/** Against what an age is told: once a desk tells no time any more, what it said grows old. */
export function nowOf({ isHeard, desk, machine }: Moment): number {
  return isHeard ? desk : Math.max(desk, machine);
}
