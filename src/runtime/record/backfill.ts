import type { ConditionId, TokenId } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import { MICROS_PER_MS, type Price, type Shares, type Timestamp } from '../../domain/units.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';

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
const BEFORE_US = BEFORE_MS * MICROS_PER_MS;
const AFTER_US = AFTER_MS * MICROS_PER_MS;
/** What was heard so long before a gap may be among the answers about it, µs. */
export const REACH_US = BEFORE_US + AFTER_US;
const RETRY_MS = 60_000;
const ATTEMPTS = 5;
/** What was heard is remembered for so long: longer than any asking takes. */
const MEMORY_MS = SETTLE_MS + AFTER_MS + ATTEMPTS * RETRY_MS;

export type BackfillCounts = {
  /** Stretches in which prints were missed, if there were any. */
  gaps: number;
  /** Prints that had been missed. */
  missed: number;
  /** Those that the venue was not asked about, or did not answer in time: prints are unknown. */
  unanswered: number;
};

type Open = {
  readonly market: ConditionId;
  readonly from: Timestamp;
  /** What was heard just before it. */
  readonly before: readonly Print[];
};
type Gap = Open & { readonly to: Timestamp };

type Heard = { readonly print: Print; readonly at: Monotonic };

/**
 * Asks for the prints of a gap once it is over. What the socket had told is left out: by the hash
 * of its transaction, or, where either side does not tell it, by token, side, price and size.
 */
export class Backfill {
  readonly counts: BackfillCounts = { gaps: 0, missed: 0, unanswered: 0 };
  readonly #options: BackfillOptions;
  readonly #heard = new Map<ConditionId, Heard[]>();
  /** Books that are not known at the moment. */
  readonly #open = new Map<TokenId, Open>();
  /** Gaps about which the venue has not answered yet, each with the timer that it waits for. */
  readonly #waiting = new Map<Gap, Timer>();
  #isClosed = false;

  constructor(options: BackfillOptions) {
    this.#options = options;
  }

  /** A print that the socket told. */
  heard(market: ConditionId, print: Print): void {
    const at = this.#options.clock.monotonic();
    const heard = this.#heard.get(market) ?? [];
    heard.push({ print, at });
    // Twice as long may be held, so that what is old is dropped many prints at a time.
    const isLong = elapsedMs(heard[0]?.at ?? at, at) > 2 * MEMORY_MS;
    const kept = isLong ? heard.filter((one) => elapsedMs(one.at, at) <= MEMORY_MS) : heard;
    this.#heard.set(market, kept);
  }

  /** Nothing was heard of the market in [from, to]; `before`: what is known of just before it. */
  gap(market: ConditionId, from: Timestamp, to: Timestamp, before: readonly Print[] = []): void {
    this.counts.gaps++;
    if (this.#isClosed) this.counts.unanswered++;
    else this.#askLater(SETTLE_MS, { market, from, to, before }, 1);
  }

  /** From here on nothing is heard of the token. */
  lost(market: ConditionId, token: TokenId, from: Timestamp): void {
    const soonest = from - REACH_US;
    const before = (this.#heard.get(market) ?? [])
      .map(({ print }) => print)
      .filter(({ tsEvent }) => tsEvent >= soonest);
    this.#open.set(token, { market, from, before });
  }

  /** The token is heard again; returns whether it had been lost. */
  regained(token: TokenId, to: Timestamp): boolean {
    const open = this.#open.get(token);
    if (open === undefined) return false;
    this.#open.delete(token);
    this.gap(open.market, open.from, to, open.before);
    return true;
  }

  /** Nobody listens to the market any more: whatever gaps are open end here. */
  left(market: ConditionId, to: Timestamp): void {
    for (const [token, open] of [...this.#open]) {
      if (open.market === market) this.regained(token, to);
    }
  }

  /** The market is over: its prints are not wanted any more. */
  forget(market: ConditionId): void {
    this.#heard.delete(market);
    this.#abandon((gap) => gap.market === market);
  }

  /** From here on nobody is asked, and no answer is told. */
  close(): void {
    this.#isClosed = true;
    this.#abandon(() => true);
  }

  #abandon(isMeant: (gap: Open) => boolean): void {
    for (const [token, open] of [...this.#open]) {
      if (!isMeant(open)) continue;
      this.#open.delete(token);
      this.counts.gaps++;
      this.counts.unanswered++;
    }
    for (const gap of [...this.#waiting.keys()]) if (isMeant(gap)) this.#giveUp(gap);
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
    const begin = (from - BEFORE_US) as Timestamp;
    const end = (to + AFTER_US) as Timestamp;
    const told = await this.#options.ask(market, begin, end).catch(() => undefined);
    // Given up while it was asked about.
    if (!this.#waiting.has(gap)) return;
    if (told !== undefined) {
      this.#waiting.delete(gap);
      this.#tellMissed(gap, told);
    } else if (attempt === ATTEMPTS) this.#giveUp(gap);
    else this.#askLater(RETRY_MS, gap, attempt + 1);
  }

  #tellMissed({ market, before }: Gap, told: readonly Print[]): void {
    const since = (this.#heard.get(market) ?? []).map(({ print }) => print);
    const heard = new Set([...before, ...since]);
    const hashes = new Set([...heard].map(({ transaction }) => transaction));
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
