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
/** Median time between two messages of one token in the 435,480 recorded 5-minute books, µs. */
const PACE = 32_000;

/**
 * A tape of made-up books for measuring speed, and for nothing else: nine level changes to one
 * print, prices walking by a cent, one to three rows a message, and of each token as many messages
 * as the recorded 5-minute books have. One recorded token a market, as in a real replay.
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
    const mid = this.#mids[market] as number;
    const draw = this.#random.integer(100);
    const size = (1 + this.#random.integer(500)) * SCALE;
    const side = draw & 1;
    const sign = side === BID ? -1 : 1;
    if (draw < 10) return write(columns, start, market, KIND_TRADE, side, mid + sign, size, 0);
    if (draw >= 14) {
      const depth = 1 + this.#random.integer(LEVELS);
      return write(columns, start, market, KIND_LEVEL, side, mid + sign * depth, size, 0);
    }
    // The price moves: the level in its way goes, and a new one appears behind it.
    const next = mid + (mid < 25 ? 1 : mid > 75 ? -1 : sign);
    this.#mids[market] = next;
    const up = next > mid;
    let row = write(columns, start, market, KIND_LEVEL, up ? ASK : BID, next, 0, 0);
    row = write(columns, row, market, KIND_LEVEL, up ? BID : ASK, mid, size, 0);
    return write(
      columns,
      row,
      market,
      KIND_LEVEL,
      up ? ASK : BID,
      next + (up ? LEVELS : -LEVELS),
      size,
      0,
    );
  }
}

function write(
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
