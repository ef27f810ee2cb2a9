import type { ResolutionRule } from '../../domain/market.ts';
import { strikeFeed } from '../../domain/strike-record.ts';
import { MICROS_PER_SECOND, NEVER } from '../../domain/units.ts';
import { Lookback } from './lookback.ts';
import { type PriceFeeds, SILENCE } from './price-feeds.ts';

/** A rule that names a feed. */
export type PriceRule = Exclude<ResolutionRule, { readonly kind: 'oracle' }>;

/** Seconds of a rule's averages; 0: the last price alone counts. */
export function averagedSeconds(rule: PriceRule): number {
  return rule.kind === 'twap_close_vs_open' ? rule.lookbackSeconds : 0;
}

/**
 * What the close has to reach, by what was heard until the window opened: the feed of the averages,
 * or else our own average of the prices that they are made of. The print of the opening's own
 * second comes after it, and a strategy is not told of what time a print is: the one before it is
 * taken, off by what one print moves.
 */
export class StrikePrice {
  readonly #opensAt: number;
  readonly #averaged: number;
  readonly #told: Lookback;
  readonly #begin: Lookback;
  readonly #end: Lookback;
  #isOver = false;
  #value = Number.NaN;

  constructor(rule: PriceRule, opensAt: number | undefined, feeds: PriceFeeds) {
    const prices = feeds.of(rule.feed);
    this.#opensAt = opensAt ?? NEVER;
    this.#averaged = averagedSeconds(rule);
    this.#told = new Lookback(feeds.of(strikeFeed(rule) ?? rule.feed));
    this.#begin = new Lookback(prices);
    this.#end = new Lookback(prices);
  }

  /** To be told of every event: what was known when the window opened is kept. */
  settle(now: number): void {
    if (this.#isOver || now <= this.#opensAt) return;
    this.#value = this.#heard();
    this.#isOver = true;
  }

  /**
   * In dollars; NaN until the window is open, and where it was not heard. Asked of a moment whose
   * events are still to come, it says what it is if none does, and keeps nothing of that.
   */
  at(now: number): number {
    if (this.#isOver) return this.#value;
    return now <= this.#opensAt ? Number.NaN : this.#heard();
  }

  #heard(): number {
    const told = this.#told.to(this.#opensAt);
    return told.age <= SILENCE ? told.price : this.#ownAverage();
  }

  #ownAverage(): number {
    const averaged = this.#averaged;
    const begin = this.#begin.to(this.#opensAt - averaged * MICROS_PER_SECOND);
    const end = this.#end.to(this.#opensAt);
    const isKnown = averaged > 0 && end.age <= SILENCE;
    return isKnown ? (end.area - begin.area) / averaged : Number.NaN;
  }
}
