import { MarketBook } from '../domain/book.ts';
import { applyBookRow } from '../domain/book-row.ts';
import { FLAG_LAST, type Tape } from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';

/** Best prices of one market over time, in the coordinates of its first outcome. */
export type BestPrices = {
  /** Integer µs UTC by the replay clock, never decreasing. */
  readonly at: readonly number[];
  /** Price units; NaN where that side is empty or the book is not to be trusted. */
  readonly bid: readonly number[];
  readonly ask: readonly number[];
};

/**
 * Follows one market's book and keeps at most `points` states, the last of each of as many equal
 * spans of [from, to].
 */
export class PricePathRecorder {
  readonly #book: MarketBook;
  readonly #from: number;
  readonly #span: number;
  readonly #at: number[] = [];
  readonly #bid: number[] = [];
  readonly #ask: number[] = [];
  #bucket = -1;

  constructor(tick: TickSize, from: number, to: number, points: number) {
    this.#book = new MarketBook(tick);
    this.#from = from;
    this.#span = Math.max(1, (to - from + 1) / points);
  }

  /** Rows of other markets must have been left out. */
  add(tape: Tape, row: number): void {
    applyBookRow(this.#book, tape, row);
    if (((tape.flags[row] ?? 0) & FLAG_LAST) === 0) return;
    const at = tape.tsInit[row] ?? Number.NaN;
    const trusted = this.#book.isTrusted;
    const bid = trusted ? (this.#book.bestBid ?? Number.NaN) : Number.NaN;
    const ask = trusted ? (this.#book.bestAsk ?? Number.NaN) : Number.NaN;
    const bucket = Math.floor((at - this.#from) / this.#span);
    const last = this.#at.length - 1;
    if (Object.is(bid, this.#bid[last]) && Object.is(ask, this.#ask[last])) return;
    const i = bucket === this.#bucket && last >= 0 ? last : last + 1;
    this.#bucket = bucket;
    this.#at[i] = at;
    this.#bid[i] = bid;
    this.#ask[i] = ask;
  }

  get path(): BestPrices {
    return { at: this.#at, bid: this.#bid, ask: this.#ask };
  }
}
