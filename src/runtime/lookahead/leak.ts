import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Change } from './change.ts';
import type { Departure } from './held-against.ts';
import { type Reference, strategyOf } from './reference-run.ts';

/** How a look ahead showed itself. */
export type Leak = {
  /**
   * event: a row that came later; market: a fact of a market that was not known yet; state:
   * something outlives a run, or is drawn anew; model: what it began with was learned later.
   */
  readonly kind: 'event' | 'market' | 'state' | 'model';
  /** What was done to everything after `cut`. */
  readonly how: Change['how'];
  readonly cut: Timestamp;
  /** Fields of the future that change the decision, each alone; empty: only several together. */
  readonly fields: readonly string[];
  readonly departure: Departure;
};

/** The first decision of a strategy that began with what was learned from a later time. */
export function decidedBeforeLearned(
  { entries }: Pick<Reference, 'entries'>,
  learnedUntil: readonly (Timestamp | undefined)[],
): Leak | undefined {
  const isEarly = (entry: JournalEntry) => {
    const strategy = strategyOf(entry);
    return strategy !== undefined && (learnedUntil[strategy] ?? 0) > entry.at;
  };
  const index = entries.findIndex(isEarly);
  const entry = entries[index];
  if (entry === undefined) return undefined;
  const now = learnedUntil[strategyOf(entry) as number];
  return {
    kind: 'model',
    how: 'nothing',
    cut: entry.at,
    fields: ['model.learnedUntil'],
    departure: {
      entry: index + 1,
      field: 'learnedUntil',
      was: entry.at,
      now,
      reference: entry,
      changed: entry,
    },
  };
}
