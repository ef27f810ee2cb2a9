import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { OpeningTally } from '../../engine/tally.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import type { PaidShares, Tallied } from './tallies-before.ts';

/** What a journal keeps in memory until then is neither safe nor free. */
const WRITE_EVERY = 1_000;

type Parts = {
  readonly journal: Pick<FileJournal, 'append' | 'durable'>;
  /** What is traded on paper is none of the wallet's. */
  readonly isOnPaper: () => boolean;
  /** As they stand after the entry. */
  readonly tallies: () => readonly OpeningTally[];
  /** Shares whose payout the entry has booked. */
  readonly paidBy: (entry: JournalEntry) => readonly PaidShares[];
  readonly onFault: (error: unknown) => void;
};

/**
 * What a live run writes down for its wallet. Orders see to it themselves that they are on the disk
 * before they are sent; what halts, and what counts against a limit, has to be there although no
 * order follows it.
 */
export class WalletEntries {
  readonly #parts: Parts;
  #unwritten = 0;
  #tallies = '[]';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  append(entry: JournalEntry): void {
    const { journal, isOnPaper } = this.#parts;
    if (isOnPaper()) return;
    journal.append(entry);
    this.#unwritten++;
    const mustLast = this.#tally(entry) || entry.kind === 'OutcomeDiffers';
    if (mustLast || this.#unwritten >= WRITE_EVERY) this.#write();
  }

  /** In one write with what has moved them: says whether it has. */
  #tally(entry: JournalEntry): boolean {
    const { kind, at } = entry;
    const mayMove = kind === 'Answered' || kind === 'SetsAnswered' || kind === 'MarketResolved';
    if (!mayMove) return false;
    const { journal, tallies, paidBy } = this.#parts;
    const paid = paidBy(entry);
    const all = tallies();
    const text = JSON.stringify(all);
    if (text === this.#tallies && paid.length === 0) return false;
    this.#tallies = text;
    journal.append({ kind: 'Tallied', at, tallies: all, paid } satisfies Tallied);
    return true;
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
