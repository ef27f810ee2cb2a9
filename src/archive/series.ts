import type { Outcome } from '../domain/ids.ts';
import type { BookSide } from '../domain/side.ts';
import {
  FLAG_LAST,
  GAP_REASONS,
  type GapReason,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_TOLD,
  KIND_TRADE,
} from '../domain/tape.ts';
import type { TickSize } from '../domain/tick.ts';
import { SCALE, UNKNOWN_SIZE } from '../domain/units.ts';
import type { Levels } from '../ports/venue-wire.ts';
import { BookDifferencer } from './book-differencer.ts';
import type { At } from './importer.ts';
import type { GapRecord } from './receipt.ts';
import type { RowBuffer } from './row-buffer.ts';

/** Why a row was not taken. */
export type Fault = { readonly code: string; readonly message: string };

/**
 * One token's rows within a unit: checks each message, then hands it to the differencer. A message
 * about the book that cannot be taken leaves the book untrusted until the next whole one.
 */
export class Series {
  readonly market: number;
  readonly outcome: Outcome;
  readonly #differencer: BookDifferencer;
  readonly #clock: 'tsEvent' | 'tsInit';
  readonly #gaps: GapRecord[];
  #lastClock = Number.NEGATIVE_INFINITY;
  #lastEvent = Number.NaN;
  #lastInit = Number.NaN;
  #openGap: GapRecord | undefined;

  constructor(market: number, outcome: Outcome, clock: 'tsEvent' | 'tsInit', gaps: GapRecord[]) {
    this.market = market;
    this.outcome = outcome;
    this.#clock = clock;
    this.#gaps = gaps;
    this.#differencer = new BookDifferencer(market, outcome);
  }

  /** Takes a whole book, or says what is wrong with it. */
  book(rows: RowBuffer, at: At, bids: Levels, asks: Levels, tick?: TickSize): Fault | undefined {
    const fault = this.#bookFault(at, bids, asks);
    if (fault !== undefined) {
      this.#breakBook(rows, at, fault.code === 'crossed_book' ? 'crossed' : 'bad_rows', fault);
      return fault;
    }
    const start = rows.length;
    if (!this.#differencer.book(rows, at.tsEvent, at.tsInit, bids, asks, tick)) {
      this.#breakBook(rows, at, 'bad_rows', OFF_TICK);
      return OFF_TICK;
    }
    if (this.#isRepeat(rows, start, at)) {
      rows.truncate(start);
      return { code: 'duplicate', message: 'the same book with the same times came before' };
    }
    this.#seen(at);
    this.#closeGap(at);
    return undefined;
  }

  /**
   * Takes the book as it stands at the beginning of a unit, or says what is wrong with it: then it
   * is not known. It may be crossed for the moment, as changes of levels may leave it.
   */
  restate(rows: RowBuffer, at: At, bids: Levels, asks: Levels, tick?: TickSize): Fault | undefined {
    const { tsEvent, tsInit } = at;
    let fault = this.#levelsFault(at, bids, asks);
    if (
      fault === undefined &&
      !this.#differencer.restate(rows, tsEvent, tsInit, bids, asks, tick)
    ) {
      fault = OFF_TICK;
    }
    if (fault !== undefined) {
      if (Number.isFinite(at[this.#clock])) this.gap(rows, at[this.#clock], undefined, 'bad_rows');
      return fault;
    }
    this.#seen(at);
    return undefined;
  }

  /** Takes one level's new total, or says what is wrong with it. */
  delta(
    rows: RowBuffer,
    at: At,
    side: BookSide,
    price: number,
    size: number,
    last: boolean,
  ): Fault | undefined {
    const fault =
      this.#clockFault(at) ??
      (size === 0 || size === UNKNOWN_SIZE ? undefined : sizeFault(size)) ??
      priceFault(price);
    if (fault !== undefined) {
      this.#breakBook(rows, at, 'bad_rows', fault);
      return fault;
    }
    if (!this.#differencer.hasBook) {
      return { code: 'delta_before_snapshot', message: 'no book has come yet: nothing to change' };
    }
    if (!this.#differencer.delta(rows, at.tsEvent, at.tsInit, side, price, size, last)) {
      this.#breakBook(rows, at, 'bad_rows', OFF_TICK);
      return OFF_TICK;
    }
    this.#seen(at);
    return undefined;
  }

  tick(rows: RowBuffer, at: At, tick: TickSize): Fault | undefined {
    const fault = this.#clockFault(at);
    if (fault !== undefined) return fault;
    if (tick !== this.#differencer.tick) {
      this.#differencer.changeTick(rows, at.tsEvent, at.tsInit, tick);
    }
    this.#seen(at);
    return undefined;
  }

  trade(
    rows: RowBuffer,
    at: At,
    hit: number,
    price: number,
    size: number,
    flags: number,
  ): Fault | undefined {
    const fault =
      (Number.isFinite(at[this.#clock]) ? undefined : NO_CLOCK) ??
      priceFault(price) ??
      sizeFault(size);
    if (fault !== undefined) return fault;
    const { market, outcome } = this;
    rows.push(at.tsEvent, at.tsInit, market, outcome, KIND_TRADE, hit, price, size, flags);
    return undefined;
  }

  /** A price without a book, which the ends of the scale may be, too. */
  told(rows: RowBuffer, at: At, price: number): Fault | undefined {
    const isEnd = price === 0 || price === SCALE;
    const fault = this.#clockFault(at) ?? (isEnd ? undefined : priceFault(price));
    if (fault !== undefined) return fault;
    const { market, outcome } = this;
    rows.push(at.tsEvent, at.tsInit, market, outcome, KIND_TOLD, 0, price, UNKNOWN_SIZE, FLAG_LAST);
    this.#seen(at);
    this.#closeGap(at);
    return undefined;
  }

  /** A hole in the recording: the book is untrusted from there on. */
  gap(rows: RowBuffer, from: number, to: number | undefined, reason: GapReason): void {
    const tsEvent = this.#clock === 'tsEvent' ? from : Number.NaN;
    const tsInit = this.#clock === 'tsInit' ? from : Number.NaN;
    this.#pushGap(rows, tsEvent, tsInit, reason);
    if (to === undefined && this.#openGap !== undefined) return;
    const gap = { market: this.market, outcome: this.outcome, from, to, reason };
    this.#gaps.push(gap);
    // Until the next book, which closes it.
    if (to === undefined) this.#openGap = gap;
  }

  #pushGap(rows: RowBuffer, tsEvent: number, tsInit: number, reason: GapReason): void {
    this.#differencer.doubt();
    const code = GAP_REASONS.indexOf(reason);
    rows.push(tsEvent, tsInit, this.market, this.outcome, KIND_GAP, 0, code, 0, FLAG_LAST);
  }

  /** Late rows change nothing: what they say was superseded when they came. */
  #breakBook(rows: RowBuffer, at: At, reason: GapReason, fault: Fault): void {
    if (!this.#differencer.hasBook || this.#openGap !== undefined) return;
    if (fault.code === 'out_of_order' || fault.code === 'no_clock') return;
    this.#pushGap(rows, at.tsEvent, at.tsInit, reason);
    this.#openGap = {
      market: this.market,
      outcome: this.outcome,
      from: at[this.#clock],
      to: undefined,
      reason,
    };
    this.#gaps.push(this.#openGap);
  }

  #closeGap(at: At): void {
    if (this.#openGap === undefined) return;
    const closed = { ...this.#openGap, to: at[this.#clock] };
    this.#gaps[this.#gaps.indexOf(this.#openGap)] = closed;
    this.#openGap = undefined;
  }

  #bookFault(at: At, bids: Levels, asks: Levels): Fault | undefined {
    return this.#levelsFault(at, bids, asks) ?? crossed(bids, asks);
  }

  #levelsFault(at: At, bids: Levels, asks: Levels): Fault | undefined {
    return this.#clockFault(at) ?? levelsFault(bids, -1) ?? levelsFault(asks, 1);
  }

  #clockFault(at: At): Fault | undefined {
    const now = at[this.#clock];
    if (!Number.isFinite(now)) return NO_CLOCK;
    if (now >= this.#lastClock) return undefined;
    const late = this.#lastClock - now;
    return { code: 'out_of_order', message: `comes ${late} µs before the row that precedes it` };
  }

  /** Exactly the message before: a confirmation with both times equal. */
  #isRepeat(rows: RowBuffer, start: number, at: At): boolean {
    if (rows.length !== start + 1 || rows.kind[start] !== KIND_CONFIRM) return false;
    return Object.is(at.tsEvent, this.#lastEvent) && Object.is(at.tsInit, this.#lastInit);
  }

  #seen(at: At): void {
    this.#lastClock = at[this.#clock];
    this.#lastEvent = at.tsEvent;
    this.#lastInit = at.tsInit;
  }
}

const NO_CLOCK: Fault = { code: 'no_clock', message: 'the time that replay follows is missing' };
const OFF_TICK: Fault = {
  code: 'off_tick',
  message: 'a price lies on none of the tick sizes of the venue (0.1 to 0.0001)',
};

function priceFault(price: number): Fault | undefined {
  if (!Number.isInteger(price)) return { code: 'bad_price', message: `price is ${price}` };
  if (price > 0 && price < SCALE) return undefined;
  return { code: 'price_out_of_range', message: `price ${price / SCALE} is not between 0 and 1` };
}

function sizeFault(size: number): Fault | undefined {
  if (!Number.isSafeInteger(size)) return { code: 'bad_size', message: `size is ${size}` };
  if (size > 0) return undefined;
  const code = size < 0 ? 'negative_size' : 'no_size';
  return { code, message: `size ${size / SCALE} is not above 0` };
}

/** Levels are sorted best first, each price once. */
function levelsFault(levels: Levels, direction: 1 | -1): Fault | undefined {
  const { price, size } = levels;
  let before = direction === 1 ? 0 : SCALE;
  for (let i = 0; i < price.length; i++) {
    const p = price[i] ?? Number.NaN;
    const s = size[i] ?? Number.NaN;
    const fault = priceFault(p) ?? (s === UNKNOWN_SIZE ? undefined : sizeFault(s));
    if (fault !== undefined) return fault;
    if ((p - before) * direction <= 0) {
      return { code: 'unsorted_levels', message: `level ${i + 1} is not behind the one before` };
    }
    before = p;
  }
  return undefined;
}

function crossed(bids: Levels, asks: Levels): Fault | undefined {
  const bid = bids.price[0];
  const ask = asks.price[0];
  if (bid === undefined || ask === undefined || bid < ask) return undefined;
  const prices = `${bid / SCALE} is not below the best ask ${ask / SCALE}`;
  return { code: 'crossed_book', message: `best bid ${prices}` };
}
