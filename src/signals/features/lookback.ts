import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { PriceHistory } from './price-history.ts';

/** There is no sample so old. */
const NONE = -1;

/**
 * What a price did since a moment that moves on with time: it walks along the samples, so that
 * each event costs the same. What it says is NaN where the history does not reach back so far.
 */
export class Lookback {
  readonly #history: PriceHistory;
  #sample = 0;
  #since = Number.NaN;

  constructor(history: PriceHistory) {
    this.#history = history;
  }

  /**
   * Looks back to `since`, µs. It may be before that of the last call, e.g. after an opinion was
   * asked of a later moment: then it walks back.
   */
  to(since: number): this {
    const history = this.#history;
    const { oldest, latest } = history;
    this.#since = since;
    if (latest < oldest || history.timeOf(oldest) > since) {
      this.#sample = NONE;
      return this;
    }
    let sample = Math.max(this.#sample, oldest);
    while (history.timeOf(sample) > since) sample--;
    while (sample < latest && history.timeOf(sample + 1) <= since) sample++;
    this.#sample = sample;
    return this;
  }

  /** The price of that moment. */
  get price(): number {
    return this.#sample === NONE ? Number.NaN : this.#history.priceOf(this.#sample);
  }

  /** How old that price was at the moment, µs. */
  get age(): number {
    if (this.#sample === NONE) return Number.NaN;
    return this.#since - this.#history.timeOf(this.#sample);
  }

  /** The price by the seconds that it held until that moment; only differences mean anything. */
  get area(): number {
    if (this.#sample === NONE) return Number.NaN;
    return this.#history.areaUntil(this.#sample, this.#since);
  }

  /** Its mean since then, each by the time that it held. */
  mean(now: number): number {
    const history = this.#history;
    return (history.areaUntil(history.latest, now) - this.area) / this.#seconds(now);
  }

  /** Its standard deviation since then, each by the time that it held. */
  deviation(now: number): number {
    if (this.#sample === NONE) return Number.NaN;
    const history = this.#history;
    // The difference of large sums below would leave some dust.
    if (history.squaresBetween(this.#sample, history.latest) === 0) return 0;
    const area = history.squareAreaUntil(history.latest, now);
    const squares = area - history.squareAreaUntil(this.#sample, this.#since);
    const variance = squares / this.#seconds(now) - this.mean(now) ** 2;
    return Math.sqrt(Math.max(variance, 0));
  }

  /**
   * Root of its realised variance a second: squared changes from sample to sample, by the time from
   * the first of them to the last (Barndorff-Nielsen and Shephard 2002). Samples may be apart as
   * they like: the variance of a walk's change grows with the time that it takes.
   */
  get sigma(): number {
    if (this.#sample === NONE) return Number.NaN;
    const history = this.#history;
    const { latest } = history;
    const took = (history.timeOf(latest) - history.timeOf(this.#sample)) / MICROS_PER_SECOND;
    if (took <= 0) return Number.NaN;
    return Math.sqrt(Math.max(history.squaresBetween(this.#sample, latest), 0) / took);
  }

  #seconds(now: number): number {
    return (now - this.#since) / MICROS_PER_SECOND;
  }
}
