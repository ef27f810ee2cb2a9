import { Random } from '../src/domain/random.ts';
import { ASK, BID, type BookSide } from '../src/domain/side.ts';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_LEVEL, type Tape } from '../src/domain/tape.ts';
import { SCALE } from '../src/domain/units.ts';
import { type Columns, write } from './random-tape.ts';

const LEVELS = 10;
/** Makers look that long before they quote. */
export const CALM_S = 60;
const START = 1_776_000_000_000_000;
/** Messages that move the best price, in ten thousand: as many a changed level as recorded. */
const MOVES = 142;

/**
 * A tape of made-up books for measuring speed alone: so many messages a second of each market, of
 * one level each, at random places of its ten levels a side. The hardest tape for who looks at
 * every message.
 */
export class LevelTape {
  readonly #columns: Columns;
  readonly #random = new Random(7, 'bench levels');
  /** Ladder position between best bid and best ask. */
  readonly #mids: Int32Array;
  #row = 0;

  constructor(columns: Columns, markets: number) {
    this.#columns = columns;
    this.#mids = new Int32Array(markets).fill(50);
  }

  /** `perSecond` messages of each market, after a minute of one a second of each. */
  fill(capacity: number, perSecond: number): Tape {
    const markets = this.#mids.length;
    for (let market = 0; market < markets; market++) this.#snapshot(market);
    const calm = CALM_S * markets;
    for (let message = 0; this.#row + 3 <= capacity; message++) {
      const first = this.#row;
      const second =
        message < calm ? message / markets : CALM_S + (message - calm) / (perSecond * markets);
      this.#message(this.#random.integer(markets));
      this.#close(first, Math.round(START + second * 1e6));
    }
    this.#columns.length = this.#row;
    return this.#columns;
  }

  #snapshot(market: number): void {
    const first = this.#row;
    this.#row = write(this.#columns, first, market, KIND_CLEAR, BID, 0, 0, FLAG_BOOK);
    for (let depth = 1; depth <= LEVELS; depth++) {
      this.#put(market, BID, 50 - depth, this.#size(), FLAG_BOOK);
      this.#put(market, ASK, 50 + depth, this.#size(), FLAG_BOOK);
    }
    this.#close(first, START);
  }

  #message(market: number): void {
    const mid = this.#mids[market] as number;
    const isUp = mid < 25 || (mid <= 75 && this.#random.integer(2) === 0);
    if (this.#random.integer(10_000) < MOVES) this.#move(market, mid, isUp);
    else {
      const depth = 1 + this.#random.integer(LEVELS);
      this.#put(market, isUp ? ASK : BID, mid + (isUp ? depth : -depth), this.#size());
    }
  }

  /** The level in the way of the price goes, and one appears at each end. */
  #move(market: number, mid: number, isUp: boolean): void {
    const [ahead, behind, step] = isUp ? ([ASK, BID, 1] as const) : ([BID, ASK, -1] as const);
    this.#put(market, ahead, mid + step, 0);
    this.#put(market, behind, mid, this.#size());
    this.#put(market, ahead, mid + step * (LEVELS + 1), this.#size());
    this.#mids[market] = mid + step;
  }

  #put(market: number, side: BookSide, position: number, size: number, flags = 0): void {
    this.#row = write(this.#columns, this.#row, market, KIND_LEVEL, side, position, size, flags);
  }

  /** The message from row `first` on is complete, at that time. */
  #close(first: number, at: number): void {
    const { flags, tsInit, tsEvent } = this.#columns;
    flags[this.#row - 1] = (flags[this.#row - 1] as number) | FLAG_LAST;
    tsInit.fill(at, first, this.#row);
    tsEvent.fill(at, first, this.#row);
  }

  #size(): number {
    return (10 + this.#random.integer(500)) * SCALE;
  }
}
