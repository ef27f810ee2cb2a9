import { Random } from '../src/domain/random.ts';
import { ASK, BID } from '../src/domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_LEVEL,
  KIND_TRADE,
  type Tape,
} from '../src/domain/tape.ts';
import { SCALE } from '../src/domain/units.ts';

/** The tape's columns, writable. */
export type Columns = { -readonly [K in keyof Tape]: Tape[K] };

const TICK = 10_000;
const LEVELS = 10;
const START = 1_776_000_000_000_000;

/** Of the 435,480 recorded 5-minute books: median time between two of one token, µs. */
const PACE = 32_000;
/** Levels that a book changes, on average, and how many books in a hundred move the best price. */
const CHANGES = 12;
const MOVES = 17;

/**
 * A tape of made-up books for measuring speed, and for nothing else. Pace, changes a message and
 * moves of the best price are those of the recorded 5-minute books, where a book is sent for about
 * each trade: so a print comes before each. One recorded token a market, as in a replay.
 */
export class RandomTape {
  readonly #random: Random;
  /** Ladder position just below which the best bid stands, per market. */
  readonly #mids: Int32Array;
  readonly #interval: number;
  #at = START;
  #snapshots = 0;

  constructor(tokens: number, seed: number) {
    this.#random = new Random(seed, 'bench tape');
    this.#mids = new Int32Array(tokens).fill(50);
    this.#interval = Math.round(PACE / tokens);
  }

  /** Fills `columns` from the start with whole messages; its length is what fitted. */
  fill(columns: Columns, capacity: number): Tape {
    let row = 0;
    while (row + 2 * LEVELS + 1 < capacity) {
      this.#at += this.#interval;
      const first = row;
      if (this.#snapshots < this.#mids.length)
        row = this.#snapshot(columns, row, this.#snapshots++);
      else row = this.#message(columns, row, this.#random.integer(this.#mids.length));
      columns.flags[row - 1] = (columns.flags[row - 1] as number) | FLAG_LAST;
      columns.tsInit.fill(this.#at, first, row);
      columns.tsEvent.fill(this.#at, first, row);
    }
    columns.length = row;
    return columns;
  }

  #snapshot(columns: Columns, start: number, market: number): number {
    let row = write(columns, start, market, KIND_CLEAR, BID, 0, 0, FLAG_BOOK);
    for (let level = 1; level <= LEVELS; level++) {
      const size = (100 + this.#random.integer(900)) * SCALE;
      row = write(columns, row, market, KIND_LEVEL, BID, 50 - level, size, FLAG_BOOK);
      row = write(columns, row, market, KIND_LEVEL, ASK, 50 + level, size, FLAG_BOOK);
    }
    return row;
  }

  #message(columns: Columns, start: number, market: number): number {
    const side = this.#random.integer(2);
    const sign = side === BID ? -1 : 1;
    let mid = this.#mids[market] as number;
    let row = write(columns, start, market, KIND_TRADE, side, mid + sign, this.#size(), FLAG_LAST);
    if (this.#random.integer(100) < MOVES) {
      const next = mid + (mid < 25 ? 1 : mid > 75 ? -1 : sign);
      row = this.#move(columns, row, market, mid, next);
      mid = next;
    }
    while (row < start + CHANGES + 1) {
      const draw = this.#random.integer(2 * LEVELS);
      const depth = 1 + (draw >> 1);
      const position = mid + (draw & 1 ? depth : -depth);
      row = write(columns, row, market, KIND_LEVEL, draw & 1, position, this.#size(), 0);
    }
    return row;
  }

  /** The level in the way of the price goes, and one appears at each end. */
  #move(columns: Columns, start: number, market: number, mid: number, next: number): number {
    this.#mids[market] = next;
    const [ahead, behind, far] = next > mid ? [ASK, BID, LEVELS] : [BID, ASK, -LEVELS];
    let row = write(columns, start, market, KIND_LEVEL, ahead, next, 0, 0);
    row = write(columns, row, market, KIND_LEVEL, behind, mid, this.#size(), 0);
    return write(columns, row, market, KIND_LEVEL, ahead, next + far, this.#size(), 0);
  }

  #size(): number {
    return (1 + this.#random.integer(500)) * SCALE;
  }
}

/** One row; returns the place of the next. */
export function write(
  columns: Columns,
  row: number,
  market: number,
  kind: number,
  side: number,
  position: number,
  size: number,
  flags: number,
): number {
  columns.market[row] = market;
  columns.outcome[row] = 0;
  columns.kind[row] = kind;
  columns.side[row] = side;
  columns.price[row] = position * TICK;
  columns.size[row] = size;
  columns.flags[row] = flags;
  return row + 1;
}

export function emptyColumns(capacity: number): Columns {
  return {
    length: 0,
    tsEvent: new Float64Array(capacity),
    tsInit: new Float64Array(capacity),
    market: new Int32Array(capacity),
    outcome: new Uint8Array(capacity),
    kind: new Uint8Array(capacity),
    side: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    price: new Int32Array(capacity),
    size: new Float64Array(capacity),
  };
}
