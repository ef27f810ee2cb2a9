import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';

/** What a journal keeps in memory until then is neither safe nor free. */
const WRITE_EVERY = 1_000;

type Parts = {
  readonly journal: Pick<FileJournal, 'append' | 'durable'>;
  /** What is traded on paper is none of the wallet's. */
  readonly isOnPaper: () => boolean;
  readonly onFault: (error: unknown) => void;
};

/**
 * What a live run writes down for its wallet. Orders see to it themselves that they are on the disk
 * before they are sent; what halts has to be there although no order follows it.
 */
export class WalletEntries {
  readonly #parts: Parts;
  #unwritten = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  append(entry: JournalEntry): void {
    const { journal, isOnPaper } = this.#parts;
    if (isOnPaper()) return;
    journal.append(entry);
    this.#unwritten++;
    if (entry.kind === 'OutcomeDiffers' || this.#unwritten >= WRITE_EVERY) this.#write();
  }

  #write(): void {
    const { journal, onFault } = this.#parts;
    this.#unwritten = 0;
    journal.durable().catch((error: unknown) => {
      // Whoever closes it has written everything first.
      if (!(error instanceof JournalError && error.code === 'closed')) onFault(error);
    });
  }
}
