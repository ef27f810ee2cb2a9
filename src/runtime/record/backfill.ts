import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import { MICROS_PER_MS, type Price, type Shares, type Timestamp } from '../../domain/units.ts';
import type { Clock, Timer } from '../../ports/clock.ts';

/** A print, as the socket tells it or as the venue answers when it is asked. */
export type Print = {
  readonly token: TokenId;
  readonly tsEvent: Timestamp;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  /** Hash of the transaction that settles it; undefined where it is not told. */
  readonly transaction: string | undefined;
};

export type BackfillOptions = {
  readonly clock: Clock;
  /** The prints of a market in [from, to]; undefined: the venue cannot say now. */
  readonly ask: (
    market: ConditionId,
    from: Timestamp,
    to: Timestamp,
  ) => Promise<readonly Print[] | undefined>;
  readonly onMissed: (print: Print) => void;
};

/** Prints reach the data service only when their block is there: ask after so long. */
const SETTLE_MS = 45_000;
/** By the block's time a print is later than by the book's, and blocks take a while. */
const BEFORE_MS = 2_000;
const AFTER_MS = 30_000;
const RETRY_MS = 60_000;
const ATTEMPTS = 5;
/** What was heard is remembered for so long: longer than any asking takes. */
const MEMORY_MS = SETTLE_MS + AFTER_MS + ATTEMPTS * RETRY_MS;

export type BackfillCounts = {
  /** Gaps that were asked about. */
  gaps: number;
  /** Prints that had been missed. */
  missed: number;
  /** Gaps about which the venue never answered: their prints are unknown. */
  unanswered: number;
};

/**
 * Asks for the prints of a gap once it is over. What the socket had told is left out: by the hash
 * of its transaction, or, where either side does not tell it, by token, side, price and size.
 */
export class Backfill {
  readonly counts: BackfillCounts = { gaps: 0, missed: 0, unanswered: 0 };
  readonly #options: BackfillOptions;
  readonly #heard = new Map<ConditionId, Print[]>();
  readonly #timers = new Set<Timer>();

  constructor(options: BackfillOptions) {
    this.#options = options;
  }

  /** A print that the socket told. */
  heard(market: ConditionId, print: Print): void {
    const prints = this.#heard.get(market) ?? [];
    prints.push(print);
    const memory = MEMORY_MS * MICROS_PER_MS;
    // Twice as long may be held, so that what is old is dropped many prints at a time.
    const isLong = (prints[0] ?? print).tsEvent < print.tsEvent - 2 * memory;
    const kept = isLong ? prints.filter((one) => one.tsEvent >= print.tsEvent - memory) : prints;
    this.#heard.set(market, kept);
  }

  /** Nothing was heard of the market in [from, to]. */
  gap(market: ConditionId, from: Timestamp, to: Timestamp): void {
    this.counts.gaps++;
    this.#later(SETTLE_MS, () => this.#ask(market, from, to, 1));
  }

  forget(market: ConditionId): void {
    this.#heard.delete(market);
  }

  close(): void {
    for (const timer of this.#timers) this.#options.clock.clearTimer(timer);
    this.#timers.clear();
  }

  #later(ms: number, work: () => Promise<void>): void {
    const timer = this.#options.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      void work();
    });
    this.#timers.add(timer);
  }

  async #ask(market: ConditionId, from: Timestamp, to: Timestamp, attempt: number): Promise<void> {
    const begin = (from - BEFORE_MS * MICROS_PER_MS) as Timestamp;
    const end = (to + AFTER_MS * MICROS_PER_MS) as Timestamp;
    const told = await this.#options.ask(market, begin, end).catch(() => undefined);
    if (told !== undefined) this.#tellMissed(market, told);
    else if (attempt === ATTEMPTS) this.counts.unanswered++;
    else this.#later(RETRY_MS, () => this.#ask(market, from, to, attempt + 1));
  }

  #tellMissed(market: ConditionId, told: readonly Print[]): void {
    const heard = this.#heard.get(market) ?? [];
    const hashes = new Set(heard.map(({ transaction }) => transaction));
    const unnamed = new Map<string, number>();
    for (const print of heard) {
      if (print.transaction === undefined) bump(unnamed, likeness(print), 1);
    }
    for (const print of told) {
      if (print.transaction !== undefined && hashes.has(print.transaction)) continue;
      // One that was heard without a hash accounts for one that is told.
      if ((unnamed.get(likeness(print)) ?? 0) > 0) {
        bump(unnamed, likeness(print), -1);
        continue;
      }
      this.counts.missed++;
      this.#options.onMissed(print);
      // The gap of the market's other token is asked about too.
      this.heard(market, print);
    }
  }
}

function likeness({ token, side, price, size }: Print): string {
  return `${token} ${side} ${price} ${size}`;
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
