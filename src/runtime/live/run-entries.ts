import { invariant } from '../../domain/invariant.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Journal } from '../../ports/journal.ts';

/** Looks at each entry of a run once. */
export type EntryReader = {
  /** Those since the last call, oldest first. */
  take(): readonly JournalEntry[];
};

/**
 * The entries of a run that goes on, in memory until every reader has taken them; all of them while
 * nobody reads. What a run decided long ago stands in its journal on the disk.
 */
export class RunEntries implements Journal {
  #kept: JournalEntry[] = [];
  #dropped = 0;
  /** How many each reader has taken. */
  readonly #taken: number[] = [];

  /** Those that somebody has yet to take. */
  get entries(): readonly JournalEntry[] {
    return this.#kept;
  }

  /** Of all there were. */
  get count(): number {
    return this.#dropped + this.#kept.length;
  }

  append(entry: JournalEntry): void {
    this.#kept.push(entry);
  }

  /** Begins with the first entry of the run: to be made before others take. */
  reader(): EntryReader {
    invariant(this.#dropped === 0, 'a reader that comes late would miss entries');
    const reader = this.#taken.push(0) - 1;
    return {
      take: () => {
        const fresh = this.#kept.slice((this.#taken[reader] as number) - this.#dropped);
        this.#taken[reader] = this.count;
        this.#drop();
        return fresh;
      },
    };
  }

  #drop(): void {
    const read = Math.min(...this.#taken);
    this.#kept = this.#kept.slice(read - this.#dropped);
    this.#dropped = read;
  }
}
