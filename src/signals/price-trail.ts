import type { Timestamp } from '../domain/units.ts';

/**
 * The latest prices of something with their times, oldest first; older ones fall off. Costs the
 * same for each price and allocates nothing after the start. Times must not go back.
 */
export class PriceTrail {
  readonly capacity: number;
  readonly #times: Float64Array;
  readonly #prices: Float64Array;
  #next = 0;
  #count = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#times = new Float64Array(capacity);
    this.#prices = new Float64Array(capacity);
  }

  get length(): number {
    return this.#count;
  }

  push(at: Timestamp, price: number): void {
    this.#times[this.#next] = at;
    this.#prices[this.#next] = price;
    this.#next = (this.#next + 1) % this.capacity;
    if (this.#count < this.capacity) this.#count++;
  }

  clear(): void {
    this.#count = 0;
  }

  /** The price `back` places before the newest; undefined where it does not reach so far. */
  back(back: number): number | undefined {
    return back < this.#count ? this.#prices[this.#place(back)] : undefined;
  }

  /** When the newest price was so. */
  get newestAt(): Timestamp | undefined {
    return this.#count === 0 ? undefined : (this.#times[this.#place(0)] as Timestamp);
  }

  /** The price nearest in time to `at`; undefined where none is within `tolerance`, µs. */
  nearest(at: number, tolerance: number): number | undefined {
    const after = this.#firstBackUntil(at);
    const before = after - 1;
    const late = before >= 0 ? this.#timeBack(before) - at : Number.POSITIVE_INFINITY;
    const early = after < this.#count ? at - this.#timeBack(after) : Number.POSITIVE_INFINITY;
    if (Math.min(late, early) > tolerance) return undefined;
    return this.back(early <= late ? after : before);
  }

  /** Mean of the newest `count`; undefined where there are fewer. */
  mean(count: number): number | undefined {
    if (count > this.#count) return undefined;
    let sum = 0;
    for (let back = 0; back < count; back++) sum += this.#prices[this.#place(back)] as number;
    return sum / count;
  }

  /** How many places back the newest price of `at` or before is: a binary search. */
  #firstBackUntil(at: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#timeBack(middle) <= at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #timeBack(back: number): number {
    return this.#times[this.#place(back)] as number;
  }

  #place(back: number): number {
    const place = this.#next - 1 - back;
    return place < 0 ? place + this.capacity : place;
  }
}
