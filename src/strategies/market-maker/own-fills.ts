import type { BookSide } from '../../domain/side.ts';
import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import type { ArrivalEstimate } from '../../models/arrivals/arrival-estimate.ts';
import { MARKET_ARRIVALS_DEFAULTS } from '../../models/arrivals/market-arrivals.ts';
import { OwnArrivals } from '../../models/arrivals/own-arrivals.ts';

/** A fit takes longer than a decision may: it is made no more often, µs. */
const FIT_EVERY = 30 * MICROS_PER_SECOND;

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
  begin(tick: number): void {
    this.#fit = undefined;
    this.#hasNews = false;
    if (this.#leastFills === 0) return;
    const { halfLife } = MARKET_ARRIVALS_DEFAULTS;
    const depthStep = tick / SCALE / 2;
    this.#arrivals = new OwnArrivals({ depthStep, halfLife, leastFills: this.#leastFills });
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

  /** Undefined: they do not tell. */
  estimate(now: Timestamp): ArrivalEstimate | undefined {
    if (this.#hasNews && this.#arrivals !== undefined && now >= this.#fitAt + FIT_EVERY) {
      const fit = this.#arrivals.estimate(now);
      this.#fit = typeof fit === 'string' ? undefined : fit;
      this.#fitAt = now;
      this.#hasNews = false;
    }
    return this.#fit;
  }
}
