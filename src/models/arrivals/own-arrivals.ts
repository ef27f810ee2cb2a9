import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { isSparse, type SparseNumbers, scatter, sparse } from '../sparse-numbers.ts';
import type { ArrivalAbstention, ArrivalEstimate } from './arrival-estimate.ts';
import { Fading } from './fading.ts';
import { fitExposures } from './fit-exposures.ts';

/** A quote further away counts as one so far away. */
const BINS = 64;

export type OwnArrivalsOptions = {
  /** $: depths that are told apart; half a tick, as mids lie on halves. */
  readonly depthStep: number;
  /** s, after which what was seen counts half; infinite: nothing is forgotten. */
  readonly halfLife: number;
  /** Fills below which nothing is said. */
  readonly leastFills: number;
};

/** Seconds that quotes rested and fills, by depth, as they count at `at`, µs. */
export type SavedOwnArrivals = {
  readonly at: number;
  readonly seconds: SparseNumbers;
  readonly fills: SparseNumbers;
  /** The squares of their weights, added up. */
  readonly squares: number;
};

export function isSavedOwnArrivals(one: unknown): one is SavedOwnArrivals {
  const { at, seconds, fills, squares } = (one ?? {}) as Partial<SavedOwnArrivals>;
  if (!Number.isFinite(at) || !isSparse(seconds, BINS) || !isSparse(fills, BINS)) return false;
  return Number.isFinite(squares) && (squares as number) >= 0;
}

/**
 * How often our own quotes are filled by how far from the mid they rest: behind the queue that is
 * there, which a market's prints do not tell. Both sides are taken to be alike. Each event costs
 * the same.
 */
export class OwnArrivals {
  readonly #options: OwnArrivalsOptions;
  readonly #fading: Fading;
  readonly #depths: Float64Array;
  /** Weighted, by depth: seconds that a quote rested there, and fills. */
  readonly #seconds = new Float64Array(BINS);
  readonly #fills = new Float64Array(BINS);
  /** The squares of what fills weigh. */
  #squares = 0;
  /** By side: the bin in which a quote rests, since when; NaN: none does. */
  readonly #bins = new Float64Array(2).fill(Number.NaN);
  readonly #since = new Float64Array(2);

  /** `saved`: by another of the same depths and half-life, to go on from. */
  constructor(options: OwnArrivalsOptions, saved?: SavedOwnArrivals) {
    this.#options = options;
    this.#fading = new Fading(options.halfLife);
    this.#depths = new Float64Array(BINS).map((_, bin) => bin * options.depthStep);
    if (saved === undefined) return;
    this.#fading.renewAt(saved.at);
    scatter(saved.seconds, this.#seconds);
    scatter(saved.fills, this.#fills);
    this.#squares = saved.squares;
  }

  /** As if from `at` on no quote rested; undefined: nothing was seen. */
  save(at: number): SavedOwnArrivals | undefined {
    const left = this.#fading.leftAt(at);
    if (Number.isNaN(left)) return undefined;
    const seconds = this.#seconds.map((weighted) => weighted * left);
    for (const side of [BID, ASK] as const) this.#addOpen(seconds, at, side, 1);
    const fills = sparse(this.#fills.map((weighted) => weighted * left));
    return { at, seconds: sparse(seconds), fills, squares: this.#squares * left ** 2 };
  }

  /**
   * From now on our quote of a side rests so far from the mid, $; NaN: none rests, or the mid is
   * not known. To be told whenever either moves.
   */
  hearQuote(at: number, side: BookSide, depth: number): void {
    const nearest = Math.round(Math.max(depth, 0) / this.#options.depthStep);
    const bin = Math.min(nearest, BINS - 1);
    if (Object.is(bin, this.#bins[side])) return;
    this.#renew(at);
    this.#addOpen(this.#seconds, at, side, this.#fading.weightAt(at));
    this.#bins[side] = bin;
    this.#since[side] = at;
  }

  /** Our quote of a side was filled, for the first time since it was placed, where it rests. */
  hearFill(at: number, side: BookSide): void {
    const bin = this.#bins[side] as number;
    if (Number.isNaN(bin)) return;
    this.#renew(at);
    const weight = this.#fading.weightAt(at);
    this.#fills[bin] = (this.#fills[bin] as number) + weight;
    this.#squares += weight ** 2;
  }

  /** An estimate, or why there is none. Asking changes nothing. */
  estimate(at: number): ArrivalEstimate | ArrivalAbstention {
    const left = this.#fading.leftAt(at);
    const fills = this.#fills.map((weighted) => weighted * left);
    const count = fills.reduce((sum, weight) => sum + weight, 0);
    if (!(count >= this.#options.leastFills)) return 'too_few_events';
    const seconds = this.#seconds.map((weighted) => weighted * left);
    for (const side of [BID, ASK] as const) this.#addOpen(seconds, at, side, 1);
    const squares = this.#squares * left ** 2;
    return fitExposures({ depths: this.#depths, seconds, fills, squares });
  }

  /** How long a quote rests where it is, by what a second of `at` weighs. */
  #addOpen(seconds: Float64Array, at: number, side: BookSide, weight: number): void {
    const bin = this.#bins[side] as number;
    if (Number.isNaN(bin)) return;
    const open = this.#fading.secondsBetween(this.#since[side] as number, at);
    seconds[bin] = (seconds[bin] as number) + weight * open;
  }

  #renew(at: number): void {
    const by = this.#fading.renewAt(at);
    if (by === 1) return;
    this.#squares *= by ** 2;
    for (const sums of [this.#seconds, this.#fills]) {
      for (let bin = 0; bin < BINS; bin++) sums[bin] = (sums[bin] as number) * by;
    }
  }
}
