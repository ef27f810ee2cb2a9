import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';

/** So many within so long, and no more. */
export class SlidingCount {
  readonly #most: number;
  readonly #withinUs: number;
  readonly #times: Timestamp[] = [];

  constructor(most: number, withinMs: number) {
    this.#most = most;
    this.#withinUs = withinMs * MICROS_PER_MS;
  }

  /** Whether one more is allowed now; then it counts. */
  take(at: Timestamp): boolean {
    while (this.#times[0] !== undefined && this.#times[0] <= at - this.#withinUs) {
      this.#times.shift();
    }
    if (this.#times.length >= this.#most) return false;
    this.#times.push(at);
    return true;
  }
}
