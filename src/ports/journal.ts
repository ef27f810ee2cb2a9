import type { JournalEntry } from '../domain/journal-entry.ts';

/** Append-only record of decisions and answers. */
export interface Journal {
  append(entry: JournalEntry): void;
}
