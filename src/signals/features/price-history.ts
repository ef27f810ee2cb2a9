import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** Prices that come quicker are not kept one by one: the first of each half second is. */
const SPACING = MICROS_PER_SECOND / 2;

/**
 * A price over time, as samples with running sums, so that what it did between two moments costs
 * the same however long ago they are. Samples have numbers that rise for ever; the latest are kept.
 * Between two samples the first holds. Allocates nothing after the start. Times must not go back.
 */
export class PriceHistory {
  readonly #mask: number;
  readonly #silence: number;
  readonly #times: Float64Array;
  readonly #prices: Float64Array;
  /** Up to each sample: squared changes, and the price and its square by the seconds they held. */
  readonly #squares: Float64Array;
  readonly #areas: Float64Array;
  readonly #squareAreas: Float64Array;
  /** Number of the sample to come, and of the first since the last break. */
  #next = 0;
  #first = 0;
  #newest = Number.NaN;
  #heardAt = Number.NaN;

  /**
   * `capacity`: samples that are kept, a power of two. Where nothing was heard for longer than
   * `silence`, µs, nobody knows what it did: a break.
   */
  constructor(capacity: number, silence: number) {
    this.#mask = capacity - 1;
    this.#silence = silence;
    this.#times = new Float64Array(capacity);
    this.#prices = new Float64Array(capacity);
    this.#squares = new Float64Array(capacity);
    this.#areas = new Float64Array(capacity);
    this.#squareAreas = new Float64Array(capacity);
  }

  /** The latest price; NaN before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** Seconds since a price was heard; NaN before the first. */
  ageAt(now: number): number {
    return (now - this.#heardAt) / MICROS_PER_SECOND;
  }

  /** Whether one was heard within the time that may be silent. */
  isFreshAt(now: number): boolean {
    return now - this.#heardAt <= this.#silence;
  }

  /** Numbers of the oldest and the latest sample; the latest is below the oldest: there is none. */
  get oldest(): number {
    return Math.max(this.#first, this.#next - this.#mask - 1);
  }

  get latest(): number {
    return this.#next - 1;
  }

  hear(at: number, price: number): void {
    if (at - this.#heardAt > this.#silence) this.break();
    this.#newest = price;
    this.#heardAt = at;
    if (this.#next > this.#first && at - this.timeOf(this.latest) < SPACING) return;
    this.#keep(at, price);
  }

  /** What came before does not belong to what comes. */
  break(): void {
    this.#first = this.#next;
    this.#newest = Number.NaN;
    this.#heardAt = Number.NaN;
  }

  timeOf(sample: number): number {
    return this.#times[sample & this.#mask] as number;
  }

  priceOf(sample: number): number {
    return this.#prices[sample & this.#mask] as number;
  }

  /** Sum of the squared changes from sample to sample between two of them. */
  squaresBetween(from: number, to: number): number {
    const squares = this.#squares;
    return (squares[to & this.#mask] as number) - (squares[from & this.#mask] as number);
  }

  /** The price by the seconds that it held, until `at`; `sample` is the one of that moment. */
  areaUntil(sample: number, at: number): number {
    const held = (at - this.timeOf(sample)) / MICROS_PER_SECOND;
    return (this.#areas[sample & this.#mask] as number) + this.priceOf(sample) * held;
  }

  /** The same of the price's square. */
  squareAreaUntil(sample: number, at: number): number {
    const held = (at - this.timeOf(sample)) / MICROS_PER_SECOND;
    return (this.#squareAreas[sample & this.#mask] as number) + this.priceOf(sample) ** 2 * held;
  }

  #keep(at: number, price: number): void {
    const place = this.#next & this.#mask;
    const isFirst = this.#next === this.#first;
    const before = this.#next - 1;
    const area = isFirst ? 0 : this.areaUntil(before, at);
    const squareArea = isFirst ? 0 : this.squareAreaUntil(before, at);
    const change = isFirst ? 0 : price - this.priceOf(before);
    const squares = isFirst ? 0 : (this.#squares[before & this.#mask] as number);
    this.#times[place] = at;
    this.#prices[place] = price;
    this.#squares[place] = squares + change * change;
    this.#areas[place] = area;
    this.#squareAreas[place] = squareArea;
    this.#next++;
  }
}
