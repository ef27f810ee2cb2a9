import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { FadingMean } from '../fading-mean.ts';
import { isCount, isNumbers } from '../saved.ts';

const DAY = 86_400 * MICROS_PER_SECOND;

export type EwmaOptions = {
  /** What a day leaves of the weight of what was before it; S1 and RiskMetrics: 0.94. */
  readonly lambda: number;
  /** Microseconds from one price that is taken to the next: nearer ones bounce in the spread. */
  readonly step: number;
  /** Returns before anything is said. */
  readonly leastReturns: number;
};

/** What it goes on from: the last price taken and when, and what was seen before. */
export type SavedVolatility = {
  readonly price: number;
  /** µs. */
  readonly at: number;
  readonly sum: number;
  readonly weight: number;
  readonly returns: number;
};

export function isSavedVolatility(one: unknown): one is SavedVolatility {
  const { price, at, sum, weight, returns } = (one ?? {}) as Partial<SavedVolatility>;
  if (!isNumbers([price, at, sum, weight]) || !isCount(returns)) return false;
  return (price as number) > 0 && (sum as number) >= 0 && (weight as number) >= 0;
}

/**
 * How much the logarithm of a price varies, by prices at any times: an average over past returns
 * whose weight fades by `lambda` a day. A return over a time dt tells r^2 / dt of the variance, and
 * one as much as another: a hole of days is one return too. With a return a day this is v <- lambda
 * v + (1 - lambda) r^2. It begins with no weight at all instead of a first guess, and is unknown
 * until there are returns enough.
 */
export class EwmaVolatility {
  readonly #options: EwmaOptions;
  #price = Number.NaN;
  #at = 0;
  /** Of the variance, per microsecond. */
  readonly #variance: FadingMean;
  #returns = 0;

  /** `saved`: by another of the same options, to go on from. */
  constructor(options: EwmaOptions, saved?: SavedVolatility) {
    this.#options = options;
    this.#variance = FadingMean.from(saved?.sum ?? 0, saved?.weight ?? 0);
    this.#price = saved?.price ?? Number.NaN;
    this.#at = saved?.at ?? 0;
    this.#returns = saved?.returns ?? 0;
  }

  /** A price above 0; one that comes sooner than a step after the last one taken is passed over. */
  add(price: number, at: Timestamp): void {
    if (!(price > 0)) return;
    const elapsed = at - this.#at;
    if (!Number.isNaN(this.#price)) {
      if (elapsed < this.#options.step) return;
      const kept = this.#options.lambda ** (elapsed / DAY);
      const logReturn = Math.log(price / this.#price);
      this.#variance.add(kept, logReturn ** 2 / elapsed, 1);
      this.#returns++;
    }
    this.#price = price;
    this.#at = at;
  }

  /** Undefined: it has heard nothing. */
  save(): SavedVolatility | undefined {
    if (Number.isNaN(this.#price)) return undefined;
    const { sum, weight } = this.#variance;
    return { price: this.#price, at: this.#at, sum, weight, returns: this.#returns };
  }

  get returns(): number {
    return this.#returns;
  }

  /** Of the logarithm over a time in microseconds; undefined: not known yet. */
  deviationOver(duration: number): number | undefined {
    const { mean, weight } = this.#variance;
    if (this.#returns < this.#options.leastReturns || weight <= 0) return undefined;
    return Math.sqrt(mean * Math.max(duration, 0));
  }
}
