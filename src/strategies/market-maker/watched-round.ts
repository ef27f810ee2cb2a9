import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';

/** From one look of the guard to the next, µs: S1's five minutes. */
export const GUARD_EVERY = 300 * MICROS_PER_SECOND;

/** What a market did in a round in which its book was known all the time, on both sides. */
export type Round = {
  /** $ on the best five levels of both sides, the most that was seen; NaN: sizes are not told. */
  readonly depth: number;
  /** Midpoints at both ends of it, $. */
  readonly from: number;
  readonly to: number;
  readonly prints: number;
  /** Prints of this market were heard before: that none comes says something. */
  readonly hasPrints: boolean;
};

/** Watches a market from one look of the guard to the next. */
export class WatchedRound {
  #since: Timestamp;
  #depth = 0;
  #from = Number.NaN;
  #to = Number.NaN;
  #prints = 0;
  #hasPrints: boolean;
  /** The book was not known, or lacked a side. */
  #isBroken = false;

  /** `hasPrints`: an earlier run has heard some. */
  constructor(now: Timestamp, hasPrints = false) {
    this.#since = now;
    this.#hasPrints = hasPrints;
  }

  /** Midpoint and depth of a known book, $. */
  see(mid: number, depth: number): void {
    this.#depth = Math.max(this.#depth, depth);
    if (Number.isNaN(this.#from)) this.#from = mid;
    this.#to = mid;
  }

  hearPrint(): void {
    this.#prints++;
  }

  breakOff(): void {
    this.#isBroken = true;
    this.#to = Number.NaN;
  }

  /** The round that ends now; undefined: it was not seen as a whole. The next one begins. */
  next(now: Timestamp): Round | undefined {
    const isWhole = !this.#isBroken && now - this.#since >= GUARD_EVERY;
    const [depth, from, to, prints] = [this.#depth, this.#from, this.#to, this.#prints];
    const hasPrints = this.#hasPrints;
    this.#since = now;
    this.#depth = 0;
    this.#from = to;
    this.#prints = 0;
    this.#hasPrints ||= prints > 0;
    // What was not known at its beginning was not known in all of it.
    this.#isBroken = Number.isNaN(to);
    return isWhole && !Number.isNaN(from) ? { depth, from, to, prints, hasPrints } : undefined;
  }
}
