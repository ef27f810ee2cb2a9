import { FLAG_LAST } from '../domain/tape.ts';
import { ColumnGatherer } from './gather-columns.ts';
import { mergeRuns } from './merge-runs.ts';

const FIRST_CAPACITY = 1024;

/**
 * Event rows as growing columns: what the tape's columns hold, the market by its number in the
 * dataset. Times are integer µs UTC, NaN where a clock is not known.
 */
export class RowBuffer {
  length = 0;
  tsEvent = new Float64Array(FIRST_CAPACITY);
  tsInit = new Float64Array(FIRST_CAPACITY);
  market = new Int32Array(FIRST_CAPACITY);
  outcome = new Uint8Array(FIRST_CAPACITY);
  kind = new Uint8Array(FIRST_CAPACITY);
  side = new Uint8Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  price = new Int32Array(FIRST_CAPACITY);
  size = new Float64Array(FIRST_CAPACITY);

  push(
    tsEvent: number,
    tsInit: number,
    market: number,
    outcome: number,
    kind: number,
    side: number,
    price: number,
    size: number,
    flags: number,
  ): void {
    const i = this.length;
    if (i === this.kind.length) this.#grow();
    this.tsEvent[i] = tsEvent;
    this.tsInit[i] = tsInit;
    this.market[i] = market;
    this.outcome[i] = outcome;
    this.kind[i] = kind;
    this.side[i] = side;
    this.price[i] = price;
    this.size[i] = size;
    this.flags[i] = flags;
    this.length = i + 1;
  }

  /** Forgets the rows from `length` on. */
  truncate(length: number): void {
    this.length = length;
  }

  /** Marks the newest row as the end of its message. */
  endMessage(extraFlags = 0): void {
    const i = this.length - 1;
    this.flags[i] = (this.flags[i] ?? 0) | FLAG_LAST | extraFlags;
  }

  /** Puts the rows in the order of `clock`, keeping ties as they came. */
  sortBy(clock: 'tsEvent' | 'tsInit'): void {
    // Rows come as runs: one series after the other, or nearly in order.
    const stretches = mergeRuns(this[clock], this.length);
    if (stretches === undefined) return;
    const gatherer = new ColumnGatherer(stretches);
    const doubles = (from: Float64Array<ArrayBuffer>) => {
      const to = new Float64Array(from.length);
      gatherer.doubles(from, to);
      return to;
    };
    const integers = (from: Int32Array<ArrayBuffer>) => {
      const to = new Int32Array(from.length);
      gatherer.integers(from, to);
      return to;
    };
    const bytes = (from: Uint8Array<ArrayBuffer>) => {
      const to = new Uint8Array(from.length);
      gatherer.bytes(from, to);
      return to;
    };
    this.tsEvent = doubles(this.tsEvent);
    this.tsInit = doubles(this.tsInit);
    this.market = integers(this.market);
    this.outcome = bytes(this.outcome);
    this.kind = bytes(this.kind);
    this.side = bytes(this.side);
    this.flags = bytes(this.flags);
    this.price = integers(this.price);
    this.size = doubles(this.size);
  }

  #grow(): void {
    this.tsEvent = doubled(this.tsEvent);
    this.tsInit = doubled(this.tsInit);
    this.market = doubled(this.market);
    this.outcome = doubled(this.outcome);
    this.kind = doubled(this.kind);
    this.side = doubled(this.side);
    this.flags = doubled(this.flags);
    this.price = doubled(this.price);
    this.size = doubled(this.size);
  }
}

type Column = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

function doubled<C extends Column>(column: C): C {
  const wider = new (column.constructor as new (length: number) => C)(column.length * 2);
  wider.set(column);
  return wider;
}
