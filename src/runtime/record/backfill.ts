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
  /** Gaps about which the venue did not answer in time: their prints are unknown. */
  unanswered: number;
};

type Gap = { readonly market: ConditionId; readonly from: Timestamp; readonly to: Timestamp };

/**
 * Asks for the prints of a gap once it is over. What the socket had told is left out: by the hash
 * of its transaction, or, where either side does not tell it, by token, side, price and size.
 */
export class Backfill {
  readonly counts: BackfillCounts = { gaps: 0, missed: 0, unanswered: 0 };
  readonly #options: BackfillOptions;
  readonly #heard = new Map<ConditionId, Print[]>();
  /** Gaps about which the venue has not answered yet, each with the timer that it waits for. */
  readonly #waiting = new Map<Gap, Timer>();
  #isClosed = false;

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
    if (this.#isClosed) this.counts.unanswered++;
    else this.#askLater(SETTLE_MS, { market, from, to }, 1);
  }

  /** The market is over: its prints are not wanted any more. */
  forget(market: ConditionId): void {
    this.#heard.delete(market);
    for (const gap of [...this.#waiting.keys()]) if (gap.market === market) this.#giveUp(gap);
  }

  /** From here on nobody is asked, and no answer is told. */
  close(): void {
    this.#isClosed = true;
    for (const gap of [...this.#waiting.keys()]) this.#giveUp(gap);
  }

  #giveUp(gap: Gap): void {
    const timer = this.#waiting.get(gap);
    if (timer !== undefined) this.#options.clock.clearTimer(timer);
    this.#waiting.delete(gap);
    this.counts.unanswered++;
  }

  #askLater(ms: number, gap: Gap, attempt: number): void {
    const timer = this.#options.clock.setTimer(ms, () => void this.#ask(gap, attempt));
    this.#waiting.set(gap, timer);
  }

  async #ask(gap: Gap, attempt: number): Promise<void> {
    const { market, from, to } = gap;
    const begin = (from - BEFORE_MS * MICROS_PER_MS) as Timestamp;
    const end = (to + AFTER_MS * MICROS_PER_MS) as Timestamp;
    const told = await this.#options.ask(market, begin, end).catch(() => undefined);
    // Given up while it was asked about.
    if (!this.#waiting.has(gap)) return;
    if (told !== undefined) {
      this.#waiting.delete(gap);
      this.#tellMissed(market, told);
    } else if (attempt === ATTEMPTS) this.#giveUp(gap);
    else this.#askLater(RETRY_MS, gap, attempt + 1);
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
