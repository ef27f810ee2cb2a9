import { invariant } from '../domain/invariant.ts';
import type { Tape } from '../domain/tape.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';

/** Rows on their way. A delay that needs more than this is a mistake in its unit. */
const LIMIT = 1 << 26;

/** Whoever takes rows one by one: the engine. */
export type RowTarget = { onRow(tape: Tape, row: number): void };

/**
 * Market data on its way from the venue to us: a ring of rows, each with the time it arrives.
 * A later row never overtakes an earlier one. Grows by doubling, then allocates no more.
 */
export class FeedDelay {
  #capacity = 1 << 10;
  #head = 0;
  #length = 0;
  /** The ring itself; tsInit holds the arrival. */
  #ring = columns(this.#capacity);
  #last = 0;
  /** When the first waiting row arrives. */
  next: Timestamp = NEVER;

  /** A row that arrives `latency` µs after its tsInit, or later with the row before it. */
  push(tape: Tape, row: number, latency: number): void {
    if (this.#length === this.#capacity) this.#grow();
    const arrival = (tape.tsInit[row] as number) + latency;
    if (arrival > this.#last) this.#last = arrival;
    const at = (this.#head + this.#length) & (this.#capacity - 1);
    copyRow(tape, row, this.#ring, at);
    this.#ring.tsInit[at] = this.#last;
    this.#length++;
    if (this.#length === 1) this.next = this.#last as Timestamp;
  }

  /** Hands the first row to `target`, at its arrival, and returns its flags. */
  deliver(target: RowTarget): number {
    invariant(this.#length > 0, 'no row is on its way');
    const at = this.#head;
    const flags = this.#ring.flags[at] as number;
    this.#head = (at + 1) & (this.#capacity - 1);
    this.#length--;
    this.next = this.#length === 0 ? NEVER : (this.#ring.tsInit[this.#head] as Timestamp);
    target.onRow(this.#ring, at);
    return flags;
  }

  #grow(): void {
    invariant(this.#capacity < LIMIT, 'too many rows are on their way: is the delay in µs?');
    const grown = columns(this.#capacity * 2);
    for (let i = 0; i < this.#length; i++) {
      copyRow(this.#ring, (this.#head + i) & (this.#capacity - 1), grown, i);
    }
    this.#ring = grown;
    this.#capacity *= 2;
    this.#head = 0;
  }
}

function columns(length: number): Tape {
  return {
    length,
    tsEvent: new Float64Array(length),
    tsInit: new Float64Array(length),
    market: new Int32Array(length),
    outcome: new Uint8Array(length),
    kind: new Uint8Array(length),
    side: new Uint8Array(length),
    flags: new Uint8Array(length),
    price: new Int32Array(length),
    size: new Float64Array(length),
  };
}

function copyRow(from: Tape, row: number, to: Tape, at: number): void {
  to.tsEvent[at] = from.tsEvent[row] as number;
  to.tsInit[at] = from.tsInit[row] as number;
  to.market[at] = from.market[row] as number;
  to.outcome[at] = from.outcome[row] as number;
  to.kind[at] = from.kind[row] as number;
  to.side[at] = from.side[row] as number;
  to.flags[at] = from.flags[row] as number;
  to.price[at] = from.price[row] as number;
  to.size[at] = from.size[row] as number;
}
