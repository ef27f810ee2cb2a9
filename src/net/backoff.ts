import { invariant } from '../domain/invariant.ts';

export type BackoffBounds = {
  /** No wait is shorter, ms. */
  readonly leastMs: number;
  /** Ceiling of the first wait; it doubles with each failure. */
  readonly firstMs: number;
  /** No wait is longer, ms. */
  readonly mostMs: number;
};

/**
 * How long to wait before the next attempt: uniform between the least wait and a ceiling that
 * doubles ("full jitter"), so that many clients cut off at once do not come back at once.
 */
export class Backoff {
  readonly #bounds: BackoffBounds;
  readonly #random: () => number;
  #failures = 0;

  /** `random` gives numbers in [0, 1). */
  constructor(bounds: BackoffBounds, random: () => number) {
    const { leastMs, firstMs, mostMs } = bounds;
    invariant(
      leastMs >= 0 && firstMs > 0 && leastMs <= firstMs && firstMs <= mostMs,
      `waits must rise: ${leastMs} <= ${firstMs} <= ${mostMs} ms`,
    );
    this.#bounds = bounds;
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure and says how long to wait, ms. */
  next(): number {
    const { leastMs, firstMs, mostMs } = this.#bounds;
    // 2 ** 1024 is infinite, and so is its ceiling: still mostMs.
    const ceiling = Math.min(mostMs, firstMs * 2 ** this.#failures);
    this.#failures++;
    return leastMs + this.#random() * (ceiling - leastMs);
  }

  /** The attempt succeeded: the next failure is a first one. */
  reset(): void {
    this.#failures = 0;
  }
}
