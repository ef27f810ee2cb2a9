import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { PLACES } from './feature-table.ts';
import { RunningMedian } from './running-median.ts';

/** Seconds that are kept, a power of two: more than the five minutes that are asked for. */
const SECONDS = 512;
const MASK = SECONDS - 1;
/** Dollars at which a flow counts for one half. */
const HALF = 100;
/** Source system S2: large is above three medians of the last hundred, of twenty at least. */
const SIZES = 100;
const LEAST_SIZES = 20;
const LARGE = 3;
const LARGE_LASTS = 10;

/**
 * The public prints of a market by whole seconds, the running one included, as running sums: what
 * was traded within some time is a difference of two.
 */
export class PrintFlow {
  readonly #signed = new Float64Array(SECONDS);
  readonly #paid = new Float64Array(SECONDS);
  readonly #prints = new Float64Array(SECONDS);
  readonly #sizes = new RunningMedian(SIZES);
  /** From when on every print was heard, if prints are told at all; and the running second. */
  #since: number;
  #second: number;
  #isTold = false;
  #largeAt = Number.NEGATIVE_INFINITY;

  constructor(now: number) {
    this.#since = secondOf(now);
    this.#second = this.#since;
  }

  /** A print of so many dollars; `sign` is 1 where it is for Up, -1 against. */
  add(now: number, sign: 1 | -1, dollars: number): void {
    this.#moveTo(secondOf(now));
    const place = this.#second & MASK;
    this.#signed[place] = (this.#signed[place] as number) + sign * dollars;
    this.#paid[place] = (this.#paid[place] as number) + dollars;
    this.#prints[place] = (this.#prints[place] as number) + 1;
    const sizes = this.#sizes;
    if (sizes.count >= LEAST_SIZES && dollars > LARGE * sizes.median) this.#largeAt = this.#second;
    sizes.add(dollars);
    this.#isTold = true;
  }

  /** Some prints may have been missed until now. */
  restart(now: number): void {
    this.#moveTo(secondOf(now));
    this.#since = this.#second;
    this.#sizes.clear();
    this.#largeAt = Number.NEGATIVE_INFINITY;
  }

  /** Of now, or of a later moment if no print comes until then; nothing is kept of being asked. */
  write(row: Float64Array, now: number): void {
    const second = secondOf(now);
    // Without any print nobody knows whether prints are told.
    if (!this.#isTold) return;
    const paid = this.#over(this.#paid, second, 300);
    const half = this.#over(this.#signed, second, 30);
    const whole = this.#over(this.#signed, second, 60);
    row[PLACES.volume5m] = paid;
    row[PLACES.logVolume5m] = Math.log1p(paid);
    row[PLACES.tradeFlow1m] = bounded(whole);
    row[PLACES.flowChange30s] = bounded(half - (whole - half));
    row[PLACES.tradeRate10s] = this.#over(this.#prints, second, 10) / 10;
    if (this.#sizes.count < LEAST_SIZES) return;
    row[PLACES.largeTrade] = second - this.#largeAt < LARGE_LASTS ? 1 : 0;
  }

  /** Within so many whole seconds until `second`; NaN where not all of them were heard. */
  #over(sums: Float64Array, second: number, seconds: number): number {
    const before = second - seconds;
    if (before < this.#since) return Number.NaN;
    return this.#until(sums, second) - this.#until(sums, before);
  }

  /** After the last print the sums stay as they are. */
  #until(sums: Float64Array, second: number): number {
    return sums[Math.min(second, this.#second) & MASK] as number;
  }

  /** Seconds without a print carry the sums on. */
  #moveTo(second: number): void {
    if (second === this.#second) return;
    const from = this.#second & MASK;
    const [signed, paid, prints] = [this.#signed[from], this.#paid[from], this.#prints[from]];
    for (let next = Math.max(this.#second + 1, second - MASK); next <= second; next++) {
      const place = next & MASK;
      this.#signed[place] = signed as number;
      this.#paid[place] = paid as number;
      this.#prints[place] = prints as number;
    }
    this.#second = second;
  }
}

function secondOf(now: number): number {
  return Math.floor(now / MICROS_PER_SECOND);
}

/** Drawn into -1 to 1, so that no single large print is all that is seen. */
function bounded(dollars: number): number {
  return dollars / (Math.abs(dollars) + HALF);
}
