import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { averageE18 } from './fixed-point.ts';

/** The last prints of one asset, one per second without a hole, and their averages. */
export class PrintRecord {
  /** In 1e-8 dollars; the print of a second stands at its number modulo the length. */
  readonly #prints: Float64Array;
  /** Whole seconds since 1970 of the last print. */
  #last: number;
  #count = 0;

  /** The first print will be of the second after `before`. */
  constructor(capacity: number, before: number) {
    this.#prints = new Float64Array(capacity);
    this.#last = before;
  }

  /** Whole seconds since 1970. */
  get last(): number {
    return this.#last;
  }

  /** Whole seconds since 1970 of the oldest print that is kept. */
  get first(): number {
    return this.#last - this.#count + 1;
  }

  add(units: number): void {
    this.#last++;
    this.#prints[this.#last % this.#prints.length] = units;
    this.#count = Math.min(this.#count + 1, this.#prints.length);
  }

  /** In 1e-8 dollars; undefined for a second that is not kept. */
  units(second: number): number | undefined {
    if (second < this.first || second > this.#last) return undefined;
    return this.#prints[second % this.#prints.length];
  }

  /** Sum of the prints of so many seconds up to this one, in 1e-8 dollars. */
  sum(second: number, seconds: number): number | undefined {
    if (seconds === 0) return 0;
    if (second - seconds + 1 < this.first || second > this.#last) return undefined;
    let sum = 0;
    for (let i = 0; i < seconds; i++) sum += this.units(second - i) as number;
    return sum;
  }

  /** Average of the last prints at a time, at 1e-18 dollars; undefined where one is not kept. */
  average(at: Timestamp, seconds: number): bigint | undefined {
    const sum = this.sum(secondOf(at), seconds);
    return sum === undefined ? undefined : averageE18(sum, seconds);
  }
}

/** The second whose print is the last at a time. */
export function secondOf(at: Timestamp): number {
  return Math.floor(at / MICROS_PER_SECOND);
}
