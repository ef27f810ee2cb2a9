import { invariant } from '../domain/invariant.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';

/** Rows on their way. A delay that needs more than this is a mistake in its unit. */
const LIMIT = 1 << 26;

/**
 * Market data on its way from the venue to us: a ring of rows, each with the time it arrives.
 * A later row never overtakes an earlier one. Grows by doubling, then allocates no more.
 */
export class FeedDelay {
  #capacity = 1 << 10;
  #head = 0;
  #length = 0;
  #arrival = new Float64Array(this.#capacity);
  #market = new Int32Array(this.#capacity);
  #price = new Int32Array(this.#capacity);
  #size = new Float64Array(this.#capacity);
  /** kind, outcome, side and flags of each row, a byte each. */
  #bytes = new Uint8Array(this.#capacity * 4);
  #last = 0;
  /** When the first waiting row arrives. */
  next: Timestamp = NEVER;

  /** A row that left the venue and arrives at `arrival`, or with the row before it if later. */
  push(
    kind: number,
    market: number,
    outcome: number,
    side: number,
    price: number,
    size: number,
    flags: number,
    arrival: Timestamp,
  ): void {
    if (this.#length === this.#capacity) this.#grow();
    if (arrival > this.#last) this.#last = arrival;
    const at = (this.#head + this.#length) & (this.#capacity - 1);
    this.#arrival[at] = this.#last;
    this.#market[at] = market;
    this.#price[at] = price;
    this.#size[at] = size;
    this.#bytes[at * 4] = kind;
    this.#bytes[at * 4 + 1] = outcome;
    this.#bytes[at * 4 + 2] = side;
    this.#bytes[at * 4 + 3] = flags;
    this.#length++;
    if (this.#length === 1) this.next = this.#last as Timestamp;
  }

  /** Hands the first row to `target`, at its arrival, and returns its flags. */
  deliver(target: RowTarget): number {
    invariant(this.#length > 0, 'no row is on its way');
    const at = this.#head;
    const arrival = this.#arrival[at] as Timestamp;
    const flags = this.#bytes[at * 4 + 3] as number;
    this.#head = (at + 1) & (this.#capacity - 1);
    this.#length--;
    this.next = this.#length === 0 ? NEVER : (this.#arrival[this.#head] as Timestamp);
    target.onRow(
      this.#bytes[at * 4] as number,
      this.#market[at] as number,
      this.#bytes[at * 4 + 1] as number,
      this.#bytes[at * 4 + 2] as number,
      this.#price[at] as number,
      this.#size[at] as number,
      flags,
      arrival,
    );
    return flags;
  }

  #grow(): void {
    invariant(this.#capacity < LIMIT, `more than ${LIMIT} rows are on their way: check the delay`);
    const old = this.#capacity;
    this.#capacity = old * 2;
    this.#arrival = unrolled(this.#arrival, new Float64Array(old * 2), this.#head);
    this.#market = unrolled(this.#market, new Int32Array(old * 2), this.#head);
    this.#price = unrolled(this.#price, new Int32Array(old * 2), this.#head);
    this.#size = unrolled(this.#size, new Float64Array(old * 2), this.#head);
    this.#bytes = unrolled(this.#bytes, new Uint8Array(old * 8), this.#head * 4);
    this.#head = 0;
  }
}

/** Whoever takes rows one by one: the engine, or the simulated exchange. */
export type RowTarget = {
  onRow(
    kind: number,
    market: number,
    outcome: number,
    side: number,
    price: number,
    size: number,
    flags: number,
    at: Timestamp,
  ): void;
};

/** The full ring `from`, first row first, at the start of `to`. */
function unrolled<T extends Float64Array | Int32Array | Uint8Array>(
  from: T,
  to: T,
  head: number,
): T {
  to.set(from.subarray(head), 0);
  to.set(from.subarray(0, head), from.length - head);
  return to;
}
