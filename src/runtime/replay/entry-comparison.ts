import type { JournalEntry } from '../../domain/journal-entry.ts';
import { entryHash } from '../../engine/decision-log.ts';
import type { Journal } from '../../ports/journal.ts';

/** The first entry in which two journals differ; undefined on a side that had ended. */
export type Difference = {
  /** From 1. */
  readonly entry: number;
  readonly run: JournalEntry | undefined;
  readonly replay: JournalEntry | undefined;
};

/** Holds a replay against what the run wrote down, entry by entry, as it is made. */
export class EntryComparison implements Journal {
  readonly #written: readonly JournalEntry[];
  /** Entries of the replay so far. */
  length = 0;
  #difference: Difference | undefined;

  constructor(written: readonly JournalEntry[]) {
    this.#written = written;
  }

  append(entry: JournalEntry): void {
    const run = this.#written[this.length++];
    if (this.#difference !== undefined) return;
    if (run !== undefined && entryHash(run) === entryHash(entry)) return;
    this.#difference = { entry: this.length, run, replay: entry };
  }

  /** The replay has left the way of the run, or goes on after its last entry. */
  get hasDeparted(): boolean {
    return this.#difference !== undefined;
  }

  /** Of a run that came to no end: that the replay could go on is none. */
  get difference(): Difference | undefined {
    return this.#difference?.run === undefined ? undefined : this.#difference;
  }

  /** Of a run that came to its end, when the replay has. */
  get finalDifference(): Difference | undefined {
    if (this.#difference !== undefined || this.length >= this.#written.length) {
      return this.#difference;
    }
    const entry = this.length + 1;
    return { entry, run: this.#written[this.length], replay: undefined };
  }
}
