import type { BookSide } from '../../domain/side.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import type { ArrivalEstimate } from '../../models/arrivals/arrival-estimate.ts';
import { MARKET_ARRIVALS_DEFAULTS } from '../../models/arrivals/market-arrivals.ts';
import {
  isSavedOwnArrivals,
  OwnArrivals,
  type SavedOwnArrivals,
} from '../../models/arrivals/own-arrivals.ts';
import { isNumbers } from '../../models/saved.ts';

/** A fit takes longer than a decision may: it is made no more often, µs. */
const FIT_EVERY = 30 * MICROS_PER_SECOND;

/** Of one tick; the fit as it was made, and when, µs. */
export type SavedOwnFills = {
  readonly arrivals?: SavedOwnArrivals | undefined;
  readonly fit?: ArrivalEstimate | undefined;
  readonly fitAt: number;
  readonly hasNews: boolean;
};

export function isSavedOwnFills(one: unknown): one is SavedOwnFills {
  const { arrivals, fit, fitAt, hasNews } = (one ?? {}) as Partial<SavedOwnFills>;
  if (arrivals !== undefined && !isSavedOwnArrivals(arrivals)) return false;
  return isFit(fit) && Number.isFinite(fitAt) && typeof hasNews === 'boolean';
}

function isFit(fit: Partial<ArrivalEstimate> | undefined): boolean {
  if (fit === undefined) return true;
  const { decay, decayError, rate, rateError, countError, events, priorShare } = fit ?? {};
  return isNumbers([decay, decayError, rate, rateError, countError, events, priorShare]);
}

/**
 * What the fills of our first quotes in a market tell of arrivals, behind the queue that is there.
 * It is fitted anew when there are more fills, and holds until then.
 */
export class OwnFills {
  readonly #leastFills: number;
  #arrivals: OwnArrivals | undefined;
  #fit: ArrivalEstimate | undefined;
  #fitAt = 0;
  #hasNews = false;

  /** Below so many fills nothing is said; 0: nothing ever is. */
  constructor(leastFills: number) {
    this.#leastFills = leastFills;
  }

  /** What was seen by another tick tells nothing of this one. */
  begin(tick: number, saved?: SavedOwnFills): void {
    this.#fit = undefined;
    if (this.#leastFills === 0) return;
    // It may have been made by a run that asked for fewer.
    const hasEnough = (saved?.fit?.events ?? 0) >= this.#leastFills;
    this.#fit = hasEnough ? saved?.fit : undefined;
    this.#fitAt = saved?.fitAt ?? this.#fitAt;
    this.#hasNews = saved?.hasNews ?? false;
    const { halfLife } = MARKET_ARRIVALS_DEFAULTS;
    const options = { depthStep: tick / SCALE / 2, halfLife, leastFills: this.#leastFills };
    this.#arrivals = new OwnArrivals(options, saved?.arrivals);
  }

  save(now: number): SavedOwnFills {
    const arrivals = this.#arrivals?.save(now);
    const fit = isFit(this.#fit) ? this.#fit : undefined;
    return { arrivals, fit, fitAt: this.#fitAt, hasNews: this.#hasNews };
  }

  /** So far from the midpoint, $, our first quote of a side rests unfilled; NaN: none does. */
  hearQuote(now: Timestamp, side: BookSide, depth: number): void {
    this.#arrivals?.hearQuote(now, side, depth);
  }

  /** It is filled for the first time. */
  hearFill(now: Timestamp, side: BookSide): void {
    this.#arrivals?.hearFill(now, side);
    this.#hasNews = this.#arrivals !== undefined;
  }

  /** What they tell, as it was fitted last; undefined: nothing. Asking fits nothing. */
  get estimate(): ArrivalEstimate | undefined {
    return this.#fit;
  }

  /** A decision is near: what was filled since the last fit counts, unless that was just made. */
  refit(now: Timestamp): void {
    if (!this.#hasNews || this.#arrivals === undefined || now < this.#fitAt + FIT_EVERY) return;
    const fit = this.#arrivals.estimate(now);
    this.#fit = typeof fit === 'string' ? undefined : fit;
    this.#fitAt = now;
    this.#hasNews = false;
  }
}
