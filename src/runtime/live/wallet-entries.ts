import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { RiskStanding } from '../../domain/risk-standing.ts';
import { MICROS_PER_SECOND, type Timestamp, type Usd } from '../../domain/units.ts';
import type { OpeningTally } from '../../engine/tally.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import type { RiskKept } from './kept-standing.ts';
import type { PaidShares, Tallied } from './tallies-before.ts';

/** What a journal keeps in memory until then is neither safe nor free. */
const WRITE_EVERY = 1_000;

/** µs. */
const KEEP_EQUITY_EVERY = 60 * MICROS_PER_SECOND;

/** Entries after which it may stand otherwise. */
const WORTH_KEEPING: ReadonlySet<string> = new Set([
  'Answered',
  'MarketResolved',
  'RiskModeChanged',
] satisfies JournalEntry['kind'][]);

type Parts = {
  readonly journal: Pick<FileJournal, 'append' | 'durable'>;
  /** What is traded on paper is none of the wallet's. */
  readonly isOnPaper: () => boolean;
  /** As they stand after the entry. */
  readonly tallies: () => readonly OpeningTally[];
  /** Where the account stands against its limits of loss now; undefined: it has not begun. */
  readonly standing: () => RiskStanding | undefined;
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
  #standing: string | undefined;
  #equity: Usd | undefined;
  #keptAt = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  append(entry: JournalEntry): void {
    const { journal, isOnPaper } = this.#parts;
    if (isOnPaper()) return;
    journal.append(entry);
    this.#unwritten++;
    const isTallied = this.#tally(entry);
    const isKept = WORTH_KEEPING.has(entry.kind) && this.#keep(entry.at);
    const isRisk = entry.kind === 'RiskModeChanged' && isKept;
    const mustLast = isTallied || isRisk || entry.kind === 'OutcomeDiffers';
    if (mustLast || this.#unwritten >= WRITE_EVERY) this.#write();
  }

  /** What is highest by prices alone, no entry tells of: to be called every few seconds. */
  keepStanding(now: Timestamp): void {
    if (!this.#parts.isOnPaper() && this.#keep(now)) this.#write();
  }

  /** Nothing more is decided: what it was worth last is kept, however short ago it was before. */
  keepStandingLast(now: Timestamp): void {
    this.#keptAt = 0;
    this.keepStanding(now);
  }

  /**
   * A day that begins between two runs counts from what it was worth last; that moves all the time,
   * and is kept only so often.
   */
  #keep(at: Timestamp): boolean {
    const { journal, standing: standingNow } = this.#parts;
    const standing = standingNow();
    if (standing === undefined) return false;
    const { equity, ...lasting } = standing;
    const text = JSON.stringify(lasting);
    const isDue = equity !== this.#equity && at >= this.#keptAt + KEEP_EQUITY_EVERY;
    if (text === this.#standing && !isDue) return false;
    this.#standing = text;
    this.#equity = equity;
    this.#keptAt = at;
    journal.append({ kind: 'RiskKept', at, standing } satisfies RiskKept);
    return true;
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
