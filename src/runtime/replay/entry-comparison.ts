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
  /** Entries of the replay that are those of the run, from the first on. */
  repeated = 0;
  #difference: Difference | undefined;

  constructor(written: readonly JournalEntry[]) {
    this.#written = written;
  }

  append(entry: JournalEntry): void {
    if (this.#difference !== undefined) return;
    const run = this.#written[this.repeated];
    if (run !== undefined && entryHash(run) === entryHash(entry)) this.repeated++;
    else this.#difference = { entry: this.repeated + 1, run, replay: entry };
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
    if (this.#difference !== undefined || this.repeated >= this.#written.length) {
      return this.#difference;
    }
    const run = this.#written[this.repeated];
    return { entry: this.repeated + 1, run, replay: undefined };
  }
}
