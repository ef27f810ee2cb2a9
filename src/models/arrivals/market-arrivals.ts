import type { BookSide } from '../../domain/side.ts';
import { isNumbers } from '../saved.ts';
import { isSparse, type SparseNumbers, scatter, sparse } from '../sparse-numbers.ts';
import type { ArrivalAbstention, ArrivalEstimate } from './arrival-estimate.ts';
import { Fading } from './fading.ts';

/** A wider spread counts as this one: hardly anything is filled so far from the mid. */
const MOST_TICKS = 63;
/** The venue's two sides, which are taken to be alike. */
const SIDES = 2;

/** What a user states to be known of fills before anything was seen; never a default. */
export type ArrivalPrior = {
  readonly decay: number;
  readonly rate: number;
  /** As much as so many taker orders would tell. */
  readonly events: number;
};

export type MarketArrivalsOptions = {
  /** $. Another tick size is another market: its prints lie on other prices. */
  readonly tick: number;
  /** s, after which what was seen counts half; infinite: nothing is forgotten. */
  readonly halfLife: number;
  /** Taker orders below which nothing is said; 30 give k to about a fifth of itself. */
  readonly leastEvents: number;
  /** Prints of one side that were made no further apart are of one taker order, µs. */
  readonly mergeMicros: number;
  readonly prior?: ArrivalPrior;
};

/**
 * That prints of the venue's same millisecond, or of the next, are of one taker is an assumption:
 * no recording tells whose a print was (test/recorded/arrivals.test.ts has what it changes).
 */
export const MARKET_ARRIVALS_DEFAULTS = {
  halfLife: 1_800,
  leastEvents: 30,
  mergeMicros: 1_000,
} as const;

/** What was seen, as it counts at `at`, µs. */
export type SavedMarketArrivals = {
  readonly at: number;
  /** Of known book, by how many ticks the spread was. */
  readonly seconds: SparseNumbers;
  readonly takers: number;
  /** The squares of their weights, added up. */
  readonly squares: number;
  readonly beyond: number;
};

export function isSavedMarketArrivals(one: unknown): one is SavedMarketArrivals {
  const { at, seconds, takers, squares, beyond } = (one ?? {}) as Partial<SavedMarketArrivals>;
  const sums = [takers, squares, beyond];
  if (!isSparse(seconds, MOST_TICKS + 1) || !Number.isFinite(at) || !isNumbers(sums)) return false;
  return sums.every((sum) => (sum as number) >= 0);
}

/** The standard error of k, per $, that so many taker orders leave. */
export function decayErrorOf(decay: number, tick: number, events: number): number {
  const further = Math.exp(-decay * tick);
  return (1 - further) / (tick * Math.sqrt(events * further));
}

/**
 * How often takers come and how far they go, from a market's book and its prints, both in terms of
 * the first outcome. A taker's first print is at the touch, as price has priority; what lies
 * between it and his furthest print is how far he went beyond. Prices lie on ticks, so how many
 * ticks he went is geometric (formulas §3, pitfall), and
 *
 *   k = ln(1 + tick / mean) / tick,    A = takers / (2 seconds at each half-spread h, by exp(-k h))
 *
 * Where the book is not known, time and prints do not count. Each event costs the same.
 */
export class MarketArrivals {
  readonly #options: MarketArrivalsOptions;
  readonly #fading: Fading;
  /** Seconds of known book by how many ticks the spread was. */
  readonly #seconds = new Float64Array(MOST_TICKS + 1);
  #takers = 0;
  /** The squares of what they weigh. */
  #squares = 0;
  /** $ that takers went beyond the touch, added up. */
  #beyond = 0;
  /** The spread since `#since`, in ticks; NaN: the book is not known. */
  #ticks = Number.NaN;
  #since = Number.NaN;
  #lastSide: BookSide | undefined;
  #madeAt = Number.NaN;
  #firstPrice = Number.NaN;
  #furthest = 0;
  /** What {@link estimate} works out on its way. */
  #exposed = 0;
  #meanDepth = 0;

  /** `saved`: by another of the same tick and half-life, to go on from. */
  constructor(options: MarketArrivalsOptions, saved?: SavedMarketArrivals) {
    this.#options = options;
    this.#fading = new Fading(options.halfLife);
    if (saved === undefined) return;
    this.#fading.renewAt(saved.at);
    scatter(saved.seconds, this.#seconds);
    this.#takers = saved.takers;
    this.#squares = saved.squares;
    this.#beyond = saved.beyond;
  }

  /** As if from `at` on nobody knew the book; undefined: nothing was seen. */
  save(at: number): SavedMarketArrivals | undefined {
    const left = this.#fading.leftAt(at);
    if (Number.isNaN(left)) return undefined;
    const seconds = this.#seconds.map((weighted) => weighted * left);
    const ticks = this.#ticks;
    if (!Number.isNaN(ticks)) seconds[ticks] = (seconds[ticks] as number) + this.#openSeconds(at);
    const [takers, beyond] = [this.#takers * left, this.#beyond * left];
    const squares = this.#squares * left ** 2;
    return { at, seconds: sparse(seconds), takers, squares, beyond };
  }

  /** Best prices of a trusted book from now on, $; NaN where it is not trusted or lacks a side. */
  hearBook(at: number, bestBid: number, bestAsk: number): void {
    const spread = Math.round((bestAsk - bestBid) / this.#options.tick);
    const ticks = spread > 0 ? Math.min(spread, MOST_TICKS) : Number.NaN;
    if (Object.is(ticks, this.#ticks)) return;
    this.#renew(at);
    if (!Number.isNaN(this.#ticks)) {
      const open = this.#fading.weightAt(at) * this.#openSeconds(at);
      this.#seconds[this.#ticks] = (this.#seconds[this.#ticks] as number) + open;
    }
    this.#ticks = ticks;
    this.#since = at;
  }

  /**
   * A public print at a price, $, that took from this side of the book, and that was made at
   * `madeAt`, µs, by the venue's clock. Prints of several takers arrive together as well.
   */
  hearPrint(at: number, madeAt: number, taken: BookSide, price: number): void {
    if (Number.isNaN(this.#ticks)) return;
    this.#renew(at);
    const apart = Math.abs(madeAt - this.#madeAt);
    const isSame = taken === this.#lastSide && apart <= this.#options.mergeMicros;
    this.#lastSide = taken;
    this.#madeAt = madeAt;
    const weight = this.#fading.weightAt(at);
    if (!isSame) {
      this.#takers += weight;
      this.#squares += weight ** 2;
      this.#firstPrice = price;
      this.#furthest = 0;
      return;
    }
    const beyond = Math.abs(price - this.#firstPrice);
    if (beyond <= this.#furthest) return;
    this.#beyond += weight * (beyond - this.#furthest);
    this.#furthest = beyond;
  }

  /** Writes `out` and returns undefined, or says why it does not. Asking changes nothing. */
  estimate(at: number, out: ArrivalEstimate): ArrivalAbstention | undefined {
    const { tick, prior, leastEvents } = this.#options;
    const left = this.#fading.leftAt(at);
    const seen = this.#takers * left;
    const before = prior?.events ?? 0;
    const events = seen + before;
    if (!(events >= leastEvents)) return 'too_few_events';
    const expected = prior === undefined ? 0 : before * (tick / Math.expm1(prior.decay * tick));
    const mean = (this.#beyond * left + expected) / events;
    if (!(mean > 0)) return 'one_depth';
    const decay = Math.log1p(tick / mean) / tick;
    // Of weights that differ so many that weigh alike would tell as much (Kish 1965).
    const count = events ** 2 / (this.#squares * left ** 2 + before);
    const decayError = decayErrorOf(decay, tick, count);
    const countError = 1 / Math.sqrt(count);
    this.#expose(decay, left, at);
    const exposed = SIDES * this.#exposed + (prior === undefined ? 0 : before / prior.rate);
    const rate = events / exposed;
    out.decay = decay;
    out.decayError = decayError;
    out.rate = rate;
    out.rateError = rate * Math.hypot(countError, this.#meanDepth * decayError);
    out.countError = countError;
    out.events = seen;
    out.priorShare = before / events;
    return undefined;
  }

  /** Seconds, each by how much rarer fills are at half the spread of then, and the mean of that. */
  #expose(decay: number, left: number, at: number): void {
    const open = this.#openSeconds(at);
    let exposed = 0;
    let depths = 0;
    for (let ticks = 1; ticks <= MOST_TICKS; ticks++) {
      const seconds = (this.#seconds[ticks] as number) * left + (ticks === this.#ticks ? open : 0);
      const depth = (ticks * this.#options.tick) / 2;
      const weight = seconds * Math.exp(-decay * depth);
      exposed += weight;
      depths += weight * depth;
    }
    this.#exposed = exposed;
    this.#meanDepth = exposed === 0 ? 0 : depths / exposed;
  }

  /** Since the spread is what it is, as they count at `at`; 0 where the book is not known. */
  #openSeconds(at: number): number {
    return Number.isNaN(this.#ticks) ? 0 : this.#fading.secondsBetween(this.#since, at);
  }

  #renew(at: number): void {
    const by = this.#fading.renewAt(at);
    if (by === 1) return;
    for (let i = 0; i < this.#seconds.length; i++) {
      this.#seconds[i] = (this.#seconds[i] as number) * by;
    }
    this.#takers *= by;
    this.#squares *= by ** 2;
    this.#beyond *= by;
  }
}
