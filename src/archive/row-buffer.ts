import { FLAG_LAST } from '../domain/tape.ts';
import { mergeRuns } from './merge-runs.ts';

const FIRST_CAPACITY = 1024;

/**
 * Event rows of one market as growing columns: what the tape's columns hold, minus the market.
 * Times are integer µs UTC, NaN where a clock is not known.
 */
export class RowBuffer {
  length = 0;
  tsEvent = new Float64Array(FIRST_CAPACITY);
  tsInit = new Float64Array(FIRST_CAPACITY);
  outcome = new Uint8Array(FIRST_CAPACITY);
  kind = new Uint8Array(FIRST_CAPACITY);
  side = new Uint8Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  price = new Int32Array(FIRST_CAPACITY);
  size = new Float64Array(FIRST_CAPACITY);

  push(
    tsEvent: number,
    tsInit: number,
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

  /** Puts the rows in the order of `clock`, keeping ties as they came. Says whether it had to. */
  sortBy(clock: 'tsEvent' | 'tsInit'): boolean {
    // A market's rows come as runs: one series after the other.
    const order = mergeRuns(this[clock], this.length);
    if (order === undefined) return false;
    this.tsEvent = reorder(this.tsEvent, order);
    this.tsInit = reorder(this.tsInit, order);
    this.outcome = reorder(this.outcome, order);
    this.kind = reorder(this.kind, order);
    this.side = reorder(this.side, order);
    this.flags = reorder(this.flags, order);
    this.price = reorder(this.price, order);
    this.size = reorder(this.size, order);
    return true;
  }

  #grow(): void {
    this.tsEvent = doubled(this.tsEvent);
    this.tsInit = doubled(this.tsInit);
    this.outcome = doubled(this.outcome);
    this.kind = doubled(this.kind);
    this.side = doubled(this.side);
    this.flags = doubled(this.flags);
    this.price = doubled(this.price);
    this.size = doubled(this.size);
  }
}

type Column = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

function blank<C extends Column>(like: C, length: number): C {
  return new (like.constructor as new (length: number) => C)(length);
}

function doubled<C extends Column>(column: C): C {
  const wider = blank(column, column.length * 2);
  wider.set(column);
  return wider;
}

function reorder<C extends Column>(column: C, order: Uint32Array): C {
  const sorted = blank(column, Math.max(order.length, FIRST_CAPACITY));
  for (let i = 0; i < order.length; i++) sorted[i] = column[order[i] ?? 0] ?? 0;
  return sorted;
}
