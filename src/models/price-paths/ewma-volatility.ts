import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { FadingMean } from '../fading-mean.ts';

const DAY = 86_400 * MICROS_PER_SECOND;

export type EwmaOptions = {
  /** What a day leaves of the weight of what was before it; S1 and RiskMetrics: 0.94. */
  readonly lambda: number;
  /** Microseconds from one price that is taken to the next: nearer ones bounce in the spread. */
  readonly step: number;
  /** Returns before anything is said. */
  readonly leastReturns: number;
};

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
  readonly #variance = new FadingMean();
  #returns = 0;

  constructor(options: EwmaOptions) {
    this.#options = options;
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
