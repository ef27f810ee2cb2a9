import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** Fills of an hour that are remembered; of more, the latest. */
const CAPACITY = 1_024;

/**
 * How often we are filled, which source system S1 took for its kappa: fills less one, by the time
 * from the first to the last within an hour. It has nothing to do with how fast fills become rarer
 * with the distance (k), and no engine takes it for that. S1 said 1.5 a minute where there were
 * fewer than two fills, and nothing is said here.
 */
export class FillRate {
  readonly #times = new Float64Array(CAPACITY);
  readonly #window: number;
  #next = 0;
  #first = 0;

  /** `window`: seconds back that count. */
  constructor(window = 3_600) {
    this.#window = window * MICROS_PER_SECOND;
  }

  hearFill(at: number): void {
    this.#times[this.#next % CAPACITY] = at;
    this.#next++;
    this.#first = Math.max(this.#first, this.#next - CAPACITY);
  }

  /** Fills within the window, at a time not before the last. */
  countAt(at: number): number {
    return this.#next - this.#firstSince(at - this.#window);
  }

  /** Per second; NaN of fewer than two fills, or where all came at once. */
  rateAt(at: number): number {
    const first = this.#firstSince(at - this.#window);
    const count = this.#next - first;
    if (count < 2) return Number.NaN;
    const span = this.#timeOf(this.#next - 1) - this.#timeOf(first);
    return span > 0 ? ((count - 1) * MICROS_PER_SECOND) / span : Number.NaN;
  }

  /** Its standard error, as if fills came by chance alone; NaN where there is no rate. */
  errorAt(at: number): number {
    return this.rateAt(at) / Math.sqrt(this.countAt(at) - 1);
  }

  #firstSince(since: number): number {
    let low = this.#first;
    let high = this.#next;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#timeOf(middle) < since) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #timeOf(fill: number): number {
    return this.#times[fill % CAPACITY] as number;
  }
}
