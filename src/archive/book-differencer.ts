import { ASK, BID, type BookSide } from '../domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_LEVEL,
  KIND_TICK,
} from '../domain/tape.ts';
import { TICK_SIZES, type TickSize } from '../domain/tick.ts';
import type { Levels } from '../ports/venue-wire.ts';
import { LadderSide } from './ladder-side.ts';
import type { RowBuffer } from './row-buffer.ts';

/**
 * A tick is inferred no coarser than one cent: a book of a few round prices would look like ten
 * cents. The venue's markets start at one cent or finer (protocol notes §2, read 2026-10).
 */
const COARSEST_INFERRED = 10_000 as TickSize;

/**
 * Turns the messages of one token into tape rows that say only what changed. Whole books become
 * differences against the book as known, so that replaying the rows gives each book exactly.
 * Importers and live recording share it. See docs/decisions/0005-books-as-differences.md.
 */
export class BookDifferencer {
  readonly #market: number;
  readonly #outcome: number;
  readonly #bids = new LadderSide(-1);
  readonly #asks = new LadderSide(1);
  #tick: TickSize | undefined;
  /** Whether a snapshot has been written in this epoch. */
  #started = false;
  /** After a break only a book that empties the ladder first brings trust back. */
  #nextWhole = false;

  /** `market` is its number in the dataset. */
  constructor(market: number, outcome: 0 | 1) {
    this.#market = market;
    this.#outcome = outcome;
  }

  /** Whether deltas mean anything yet: a book has come since the start or the last tick change. */
  get hasBook(): boolean {
    return this.#started;
  }

  /** The tick in force, told or inferred; undefined before the first message. */
  get tick(): TickSize | undefined {
    return this.#tick;
  }

  /** Best price of a side, or undefined when it is empty. */
  best(side: BookSide): number | undefined {
    const ladder = side === BID ? this.#bids : this.#asks;
    return ladder.length === 0 ? undefined : ladder.price[0];
  }

  /**
   * Appends a whole book: best first, each price once, no zero sizes, prices in (0, 1).
   * `told` is the tick that the message names. Returns false, with nothing appended, when a price
   * fits no tick size of the venue.
   */
  book(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    bids: Levels,
    asks: Levels,
    told?: TickSize,
  ): boolean {
    const start = rows.length;
    const asTold = told === undefined || told === this.#tick;
    const continues = this.#started && !this.#nextWhole && asTold;
    if (continues && this.#difference(rows, tsEvent, tsInit, bids, asks)) {
      if (rows.length === start) {
        rows.push(tsEvent, tsInit, this.#market, this.#outcome, KIND_CONFIRM, 0, 0, 0, FLAG_BOOK);
      }
    } else {
      rows.truncate(start);
      if (!this.#begin(rows, tsEvent, tsInit, bids, asks, told, FLAG_BOOK)) return false;
    }
    rows.endMessage();
    this.#know(bids, asks);
    return true;
  }

  /** Appends the book as it stands, whole and flagged as derived; otherwise like {@link book}. */
  restate(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    bids: Levels,
    asks: Levels,
    told?: TickSize,
  ): boolean {
    const flags = FLAG_BOOK | FLAG_DERIVED;
    if (!this.#begin(rows, tsEvent, tsInit, bids, asks, told, flags)) return false;
    rows.endMessage();
    this.#know(bids, asks);
    return true;
  }

  /**
   * Appends one level's new total. When it needs a finer tick, the book as known is written again
   * on the finer grid first, flagged as derived. Returns false, with nothing appended, before the
   * first book or when the price fits no tick size of the venue.
   */
  delta(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    side: BookSide,
    price: number,
    size: number,
    last: boolean,
  ): boolean {
    if (!this.#started || this.#tick === undefined) return false;
    if (price % this.#tick !== 0) {
      const finer = finerFor(this.#tick, price);
      if (finer === undefined) return false;
      this.#pushTick(rows, tsEvent, tsInit, finer, true);
      const flags = FLAG_BOOK | FLAG_DERIVED;
      this.#pushWhole(rows, tsEvent, tsInit, levelsOf(this.#bids), levelsOf(this.#asks), flags);
      rows.endMessage();
    }
    rows.push(tsEvent, tsInit, this.#market, this.#outcome, KIND_LEVEL, side, price, size, 0);
    if (last) rows.endMessage();
    (side === BID ? this.#bids : this.#asks).set(price, size);
    return true;
  }

  /** Appends a tick size that the venue announced: the book is void until the next whole one. */
  changeTick(rows: RowBuffer, tsEvent: number, tsInit: number, tick: TickSize): void {
    this.#pushTick(rows, tsEvent, tsInit, tick, false);
    rows.endMessage();
    this.restart();
  }

  /** The book is in doubt from here: deltas go on, but the next book is written whole. */
  doubt(): void {
    this.#nextWhole = true;
  }

  /** Forgets the book: the next one is written whole. */
  restart(): void {
    this.#started = false;
    this.#bids.clear();
    this.#asks.clear();
  }

  /** A whole book, on a tick of its own where it needs one; false when it fits none. */
  #begin(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    bids: Levels,
    asks: Levels,
    told: TickSize | undefined,
    flags: number,
  ): boolean {
    const tick = finestOf(told ?? this.#tick ?? COARSEST_INFERRED, bids, asks);
    if (tick === undefined) return false;
    const derived = (flags & FLAG_DERIVED) !== 0 || tick !== told;
    if (tick !== this.#tick) this.#pushTick(rows, tsEvent, tsInit, tick, derived);
    this.#pushWhole(rows, tsEvent, tsInit, bids, asks, flags);
    return true;
  }

  #know(bids: Levels, asks: Levels): void {
    this.#bids.replace(bids);
    this.#asks.replace(asks);
    this.#started = true;
    this.#nextWhole = false;
  }

  #pushTick(rows: RowBuffer, tsEvent: number, tsInit: number, tick: TickSize, derived: boolean) {
    const flags = derived ? FLAG_DERIVED : 0;
    rows.push(tsEvent, tsInit, this.#market, this.#outcome, KIND_TICK, 0, tick, 0, flags);
    this.#tick = tick;
  }

  #pushWhole(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    bids: Levels,
    asks: Levels,
    flags: number,
  ): void {
    rows.push(tsEvent, tsInit, this.#market, this.#outcome, KIND_CLEAR, 0, 0, 0, flags);
    for (let side: BookSide = BID; ; side = ASK) {
      const { price, size } = side === BID ? bids : asks;
      for (let i = 0; i < price.length; i++) {
        const p = price[i] ?? 0;
        rows.push(
          tsEvent,
          tsInit,
          this.#market,
          this.#outcome,
          KIND_LEVEL,
          side,
          p,
          size[i] ?? 0,
          flags,
        );
      }
      if (side === ASK) return;
    }
  }

  /** Appends what changed; false when a price does not fit the tick, with rows left over. */
  #difference(rows: RowBuffer, tsEvent: number, tsInit: number, bids: Levels, asks: Levels) {
    return (
      this.#differenceOf(rows, tsEvent, tsInit, BID, this.#bids, bids) &&
      this.#differenceOf(rows, tsEvent, tsInit, ASK, this.#asks, asks)
    );
  }

  #differenceOf(
    rows: RowBuffer,
    tsEvent: number,
    tsInit: number,
    side: BookSide,
    known: LadderSide,
    levels: Levels,
  ): boolean {
    const tick = this.#tick ?? COARSEST_INFERRED;
    const market = this.#market;
    const outcome = this.#outcome;
    const { direction } = known;
    const count = levels.price.length;
    let i = 0;
    let j = 0;
    while (i < known.length || j < count) {
      const before = known.price[i] ?? 0;
      const now = levels.price[j] ?? 0;
      const order = i === known.length ? 1 : j === count ? -1 : (before - now) * direction;
      if (order < 0) {
        rows.push(tsEvent, tsInit, market, outcome, KIND_LEVEL, side, before, 0, FLAG_BOOK);
        i++;
        continue;
      }
      const size = levels.size[j] ?? 0;
      if (order > 0) {
        if (now % tick !== 0) return false;
        rows.push(tsEvent, tsInit, market, outcome, KIND_LEVEL, side, now, size, FLAG_BOOK);
      } else {
        if (known.size[i] !== size) {
          rows.push(tsEvent, tsInit, market, outcome, KIND_LEVEL, side, now, size, FLAG_BOOK);
        }
        i++;
      }
      j++;
    }
    return true;
  }
}

/** `tick`, or the coarsest finer one of the venue that all prices fit. */
function finestOf(tick: TickSize, bids: Levels, asks: Levels): TickSize | undefined {
  const fits = (candidate: number) =>
    bids.price.every((price) => price % candidate === 0) &&
    asks.price.every((price) => price % candidate === 0);
  return TICK_SIZES.find((candidate) => candidate <= tick && fits(candidate));
}

/** The coarsest tick finer than `tick` that `price` and everything on the old grid fit. */
function finerFor(tick: TickSize, price: number): TickSize | undefined {
  return TICK_SIZES.find(
    (candidate) => candidate < tick && tick % candidate === 0 && price % candidate === 0,
  );
}

function levelsOf(side: LadderSide): Levels {
  return {
    price: side.price.slice(0, side.length),
    size: side.size.slice(0, side.length),
  };
}
