import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Journal } from '../../ports/journal.ts';
import { type Differing, firstDifference } from './first-difference.ts';

/** Where a run whose future was changed left the way of the one that it is held against. */
export type Departure = Differing & {
  /** Position in the journal, from 1. */
  readonly entry: number;
  /** Undefined on the side that did nothing more. */
  readonly reference: JournalEntry | undefined;
  readonly changed: JournalEntry | undefined;
};

/** Nothing after the cut is of interest, nor after a difference. */
export class Enough extends Error {}

/** Holds what a run does up to a moment against what it did with its future as it was. */
export class HeldAgainst implements Journal {
  departure: Departure | undefined;
  readonly #reference: readonly JournalEntry[];
  readonly #cut: Timestamp;
  #entries = 0;

  constructor(reference: readonly JournalEntry[], cut: Timestamp) {
    this.#reference = reference;
    this.#cut = cut;
  }

  /** @throws Enough when the run need not go on. */
  append(changed: JournalEntry): void {
    if (changed.at > this.#cut) throw new Enough();
    const reference = this.#expected();
    this.#entries++;
    const found =
      reference === undefined
        ? { field: '', was: undefined, now: changed.kind }
        : firstDifference(reference, changed);
    if (found === undefined) return;
    this.departure = { ...found, entry: this.#entries, reference, changed };
    throw new Enough();
  }

  /** The run is over, or has broken with `fault`. */
  end(fault?: unknown): void {
    const reference = this.#expected();
    if (this.departure !== undefined || reference === undefined) return;
    const now = fault === undefined ? undefined : String(fault);
    const entry = this.#entries + 1;
    this.departure = {
      field: '',
      was: reference.kind,
      now,
      entry,
      reference,
      changed: undefined,
    };
  }

  /** What the reference did next, up to the cut. */
  #expected(): JournalEntry | undefined {
    const next = this.#reference[this.#entries];
    return next === undefined || next.at > this.#cut ? undefined : next;
  }
}
