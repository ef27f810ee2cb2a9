import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { PLACES } from './feature-table.ts';
import { Lookback } from './lookback.ts';
import type { PriceHistory } from './price-history.ts';

const MINUTE = 60 * MICROS_PER_SECOND;
const HOUR_S = 3_600;
/** Source system S2: above these, of one hour, the market is volatile, or trending. */
const VOLATILE = 0.01;
const TRENDING = 0.005;

/** What the underlying does on an exchange, and how far it is ahead of the feed of the rule. */
export class SpotPrice {
  readonly #prices: PriceHistory;
  readonly #rulePrices: PriceHistory | undefined;
  readonly #tenSecondsAgo: Lookback;
  readonly #minuteAgo: Lookback;
  readonly #fiveMinutesAgo: Lookback;
  readonly #tenMinutesAgo: Lookback;
  readonly #hourAgo: Lookback;
  readonly #ruleMinuteAgo: Lookback | undefined;

  constructor(prices: PriceHistory, rulePrices: PriceHistory | undefined) {
    this.#prices = prices;
    this.#rulePrices = rulePrices;
    this.#tenSecondsAgo = new Lookback(prices);
    this.#minuteAgo = new Lookback(prices);
    this.#fiveMinutesAgo = new Lookback(prices);
    this.#tenMinutesAgo = new Lookback(prices);
    this.#hourAgo = new Lookback(prices);
    this.#ruleMinuteAgo = rulePrices === undefined ? undefined : new Lookback(rulePrices);
  }

  write(row: Float64Array, now: number): void {
    const prices = this.#prices;
    if (!prices.isFreshAt(now)) return;
    const price = prices.newest;
    const since = (lookback: Lookback, micros: number) => lookback.to(now - micros);
    const minuteAgo = since(this.#minuteAgo, MINUTE);
    row[PLACES.spotAge] = prices.ageAt(now);
    row[PLACES.spotMove10s] = 100 * (price / since(this.#tenSecondsAgo, MINUTE / 6).price - 1);
    row[PLACES.spotMove1m] = 100 * (price / minuteAgo.price - 1);
    row[PLACES.spotMove10m] = 100 * (price / since(this.#tenMinutesAgo, 10 * MINUTE).price - 1);
    const fiveMinutesAgo = since(this.#fiveMinutesAgo, 5 * MINUTE);
    const hourAgo = since(this.#hourAgo, 60 * MINUTE);
    const hourSigma = hourAgo.sigma;
    const hourMove = price / hourAgo.price - 1;
    row[PLACES.spotMove5m] = 100 * (price / fiveMinutesAgo.price - 1);
    row[PLACES.volatilityGrowth] = fiveMinutesAgo.sigma / hourSigma - 1;
    row[PLACES.isVolatile] = flag((hourSigma * Math.sqrt(HOUR_S)) / price, VOLATILE);
    row[PLACES.isTrending] = flag(Math.abs(hourMove), TRENDING);
    row[PLACES.spotLead] = this.#lead(price / minuteAgo.mean(now), now);
  }

  /** Each against its own mean: what both are always apart, e.g. USDT and dollars, drops out. */
  #lead(spotAbove: number, now: number): number {
    const rulePrices = this.#rulePrices;
    if (this.#ruleMinuteAgo === undefined || rulePrices === undefined) return Number.NaN;
    if (!rulePrices.isFreshAt(now)) return Number.NaN;
    const ruleAbove = rulePrices.newest / this.#ruleMinuteAgo.to(now - MINUTE).mean(now);
    return 10_000 * (spotAbove - ruleAbove);
  }
}

function flag(value: number, above: number): number {
  if (Number.isNaN(value)) return value;
  return value > above ? 1 : 0;
}
