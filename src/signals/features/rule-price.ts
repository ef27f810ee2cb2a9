import type { Market } from '../../domain/market.ts';
import { normalBelow } from '../../domain/normal-distribution.ts';
import { MICROS_PER_SECOND, NEVER } from '../../domain/units.ts';
import { distance } from '../fair-value.ts';
import { PLACES } from './feature-table.ts';
import { Lookback } from './lookback.ts';
import type { PriceFeeds } from './price-feeds.ts';
import type { PriceHistory } from './price-history.ts';
import { averagedSeconds, type PriceRule, StrikePrice } from './strike-price.ts';

const MINUTE = 60 * MICROS_PER_SECOND;
const FIVE_MINUTES_S = 300;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The price that decides a market, and how likely it is by that price that Up wins. */
export class RulePrice {
  readonly prices: PriceHistory;
  readonly #strike: StrikePrice;
  readonly #closesAt: number;
  readonly #averageBegins: number;
  readonly #minuteAgo: Lookback;
  readonly #fiveMinutesAgo: Lookback;
  readonly #average: Lookback;
  /** Written anew for each row, so that one allocates nothing. */
  readonly #state: Writable<Parameters<typeof distance>[0]>;

  constructor(rule: PriceRule, { opensAt, closesAt }: Market, feeds: PriceFeeds) {
    const lookback = averagedSeconds(rule);
    this.prices = feeds.of(rule.feed);
    this.#strike = new StrikePrice(rule, opensAt, feeds);
    this.#closesAt = closesAt ?? Number.NaN;
    this.#averageBegins = (closesAt ?? NEVER) - lookback * MICROS_PER_SECOND;
    this.#minuteAgo = new Lookback(this.prices);
    this.#fiveMinutesAgo = new Lookback(this.prices);
    this.#average = new Lookback(this.prices);
    const unknown = Number.NaN;
    const state = { spot: unknown, strike: unknown, sigma: unknown, secondsLeft: unknown };
    this.#state = { ...state, lookback, soFar: undefined };
  }

  /** Each event of the market and of its feeds. */
  observe(now: number): void {
    this.#strike.settle(now);
  }

  write(row: Float64Array, now: number): void {
    const { prices } = this;
    if (!prices.isFreshAt(now)) return;
    const price = prices.newest;
    const sigma = this.#fiveMinutesAgo.to(now - 5 * MINUTE).sigma;
    row[PLACES.ruleAge] = prices.ageAt(now);
    row[PLACES.ruleMove1m] = 100 * (price / this.#minuteAgo.to(now - MINUTE).price - 1);
    row[PLACES.ruleMove5m] = 100 * (price / this.#fiveMinutesAgo.price - 1);
    row[PLACES.ruleVolatility5m] = (100 * sigma * Math.sqrt(FIVE_MINUTES_S)) / price;
    const far = this.#distance(price, sigma, now);
    row[PLACES.strikeDistance] = far;
    row[PLACES.fairUp] = Number.isNaN(far) ? far : normalBelow(far);
  }

  /** NaN where the strike, the volatility or a begun average is not known, or all is over. */
  #distance(price: number, sigma: number, now: number): number {
    const state = this.#state;
    const strike = this.#strike.at(now);
    // A feed that repeats one price for five minutes says nothing of what it may do.
    if (!(sigma > 0 && now <= this.#closesAt) || Number.isNaN(strike)) return Number.NaN;
    state.spot = price;
    state.strike = strike;
    state.sigma = sigma;
    state.secondsLeft = (this.#closesAt - now) / MICROS_PER_SECOND;
    if (now > this.#averageBegins) {
      const soFar = this.#average.to(this.#averageBegins).mean(now);
      if (Number.isNaN(soFar)) return soFar;
      state.soFar = soFar;
    }
    return distance(state) ?? Number.NaN;
  }
}
