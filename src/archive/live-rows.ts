import type { MarketIndex, Outcome } from '../domain/ids.ts';
import type { BookSide } from '../domain/side.ts';
import {
  FLAG_LAST,
  type GapReason,
  KIND_CLOSE,
  KIND_LIST,
  KIND_OPEN,
  KIND_REFERENCE,
  KIND_RESOLVE,
  type Tape,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import type { Levels } from '../ports/venue-wire.ts';
import type { TokenNumber } from './frame-log/event-text.ts';
import { type BookEvent, type EventRows, knowsBook, takeEvent } from './frame-log/take-event.ts';
import type { At, MarketNumber } from './importer.ts';
import { RowBuffer } from './row-buffer.ts';
import { type Fault, Series } from './series.ts';

const HERE = { file: 'live', row: 0 };
const NO_TEXT = () => '';

/**
 * What a recorder takes from the venue as rows for an engine, the same rows that a replay of the
 * recording would bring: of each market the book as its first token tells it, both tokens' prints,
 * reference prices, and the turns of its life. Times come in order.
 */
export class LiveRows implements EventRows {
  /** Messages that could not be taken, by code: a recording keeps them in quarantine. */
  readonly faults = new Map<string, number>();
  readonly #rows = new RowBuffer();
  readonly #series = new Map<number, Series>();
  /** First tokens whose book is known, by their number. */
  readonly #known = new Set<TokenNumber>();
  /** Receipt of the event at hand. */
  #now = Number.NaN as Timestamp;

  /** Valid until the next call; {@link clear} once it was played. */
  get tape(): Tape {
    return this.#rows;
  }

  clear(): void {
    this.#rows.truncate(0);
  }

  /** The market with the next number becomes known; its tokens are 2 * the number and one more. */
  list(market: MarketIndex, at: Timestamp): void {
    this.#turn(KIND_LIST, market, at, 0);
  }

  open(market: MarketIndex, at: Timestamp): void {
    this.#turn(KIND_OPEN, market, at, 0);
  }

  close(market: MarketIndex, at: Timestamp): void {
    this.#turn(KIND_CLOSE, market, at, 0);
  }

  /** A share of the first outcome pays `payout`. */
  resolve(market: MarketIndex, payout: Price, at: Timestamp): void {
    this.#turn(KIND_RESOLVE, market, at, payout);
  }

  /** A price in 1e-6 dollars of the feed with this number. */
  reference(feed: number, tsEvent: number, at: Timestamp, value: number): void {
    this.#rows.push(tsEvent, at, feed, 0, KIND_REFERENCE, 0, 0, value, FLAG_LAST);
  }

  /** What was taken from a frame that was received at `at`. */
  take(event: BookEvent, at: Timestamp): void {
    this.#now = at;
    takeEvent(event, this, NO_TEXT);
  }

  placeOf(event: BookEvent, token: TokenNumber, tsEvent: number): At | undefined {
    // The second token's view of the book is the first one's mirror; its prints are its own.
    if ((token & 1) !== 0 && event.kind !== 'trade') return undefined;
    const isKnown = knowsBook(event);
    if (isKnown === true) this.#known.add(token);
    if (isKnown === false) this.#known.delete(token);
    return placed(token, tsEvent, this.#now);
  }

  /** Nothing more will come of the market. */
  forget(market: MarketIndex): void {
    for (const token of [2 * market, 2 * market + 1]) {
      this.#series.delete(token);
      this.#known.delete(token);
    }
  }

  /** No book is known from here on. */
  breakAll(at: Timestamp, reason: GapReason): void {
    for (const token of [...this.#known].sort((a, b) => a - b)) {
      this.gap(placed(token, Number.NaN, at), at, reason);
    }
    this.#known.clear();
  }

  book(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined): boolean {
    return this.#taken(this.#of(at).book(this.#rows, at, bids, asks, tick));
  }

  restate(at: At, bids: Levels, asks: Levels, tick: TickSize | undefined): boolean {
    return this.#taken(this.#of(at).restate(this.#rows, at, bids, asks, tick));
  }

  delta(at: At, side: BookSide, price: Price, size: Shares, last: boolean): boolean {
    return this.#taken(this.#of(at).delta(this.#rows, at, side, price, size, last));
  }

  tick(at: At, tick: TickSize): void {
    this.#taken(this.#of(at).tick(this.#rows, at, tick));
  }

  trade(at: At, hit: BookSide, price: Price, size: Shares, _raw: unknown, isLate = false): boolean {
    // What was learned by asking is no news: a replay leaves it out.
    if (isLate) return true;
    return this.#taken(this.#of(at).trade(this.#rows, at, hit, price, size, FLAG_LAST));
  }

  /** Known only now, whenever it began: a replay, which knows more, stops trusting it earlier. */
  gap(at: At, _from: Timestamp, reason: GapReason): void {
    this.#of(at).gap(this.#rows, at.tsInit, undefined, reason);
  }

  #turn(kind: number, market: number, at: Timestamp, payout: number): void {
    this.#rows.push(at, at, market, 0, kind, 0, payout, 0, FLAG_LAST);
  }

  #of({ market, outcome }: At): Series {
    const key = 2 * market + outcome;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = new Series(market, outcome, 'tsInit', []);
      this.#series.set(key, series);
    }
    return series;
  }

  #taken(fault: Fault | undefined): boolean {
    if (fault === undefined) return true;
    this.faults.set(fault.code, (this.faults.get(fault.code) ?? 0) + 1);
    return false;
  }
}

function placed(token: TokenNumber, tsEvent: number, tsInit: number): At {
  const market = (token >> 1) as MarketNumber;
  return { market, outcome: (token & 1) as Outcome, tsEvent, tsInit, source: HERE };
}
