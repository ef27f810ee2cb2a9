import type { Timestamp } from '../domain/units.ts';

/** So many that nobody asks for any more may stay before the others are moved up. */
const SPENT_MOST = 64;

/**
 * The times of what counts for a while, in order. To take one in costs the same however many there
 * are: it goes behind the others, or a few places further up where it happened before them.
 */
export class RecentTimes {
  readonly #lasts: number;
  #times: Timestamp[];
  /** Those before it count no more. */
  #head = 0;

  /** Each counts for so long, µs. */
  constructor(lasts: number, times: readonly Timestamp[] = []) {
    this.#lasts = lasts;
    this.#times = [...times].sort((a, b) => a - b);
  }

  /** Those that count no more by then are forgotten. */
  add(at: Timestamp, now: Timestamp): void {
    const times = this.#times;
    let place = times.push(at) - 1;
    for (; place > this.#head; place--) {
      const before = times[place - 1] as Timestamp;
      if (before <= at) break;
      times[place] = before;
    }
    times[place] = at;
    this.#forget(now);
  }

  /** How many count at a time; forgets none of them. */
  countAt(now: Timestamp): number {
    const since = now - this.#lasts;
    let low = this.#head;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] as Timestamp) > since) high = middle;
      else low = middle + 1;
    }
    return this.#times.length - low;
  }

  /** All that is not forgotten, oldest first. */
  list(): Timestamp[] {
    return this.#times.slice(this.#head);
  }

  #forget(now: Timestamp): void {
    const since = now - this.#lasts;
    while ((this.#times[this.#head] ?? Number.POSITIVE_INFINITY) <= since) this.#head++;
    // Moved once for as many as have left since the last time.
    if (this.#head <= SPENT_MOST || this.#head * 2 < this.#times.length) return;
    this.#times = this.list();
    this.#head = 0;
  }
}
