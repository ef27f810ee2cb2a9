import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { FeatureSet } from './feature-set.ts';
import { type FeatureName, PLACES } from './feature-table.ts';
import { Lookback } from './lookback.ts';
import type { PriceHistory } from './price-history.ts';

const MINUTE = 60 * MICROS_PER_SECOND;
const HOUR_S = 3_600;
/** Source system S2: above these, of one hour, the market is volatile, or trending. */
const VOLATILE = 0.01;
const TRENDING = 0.005;
/** Those that look back over more than a minute. */
const LONG = [
  'spotMove5m',
  'spotMove10m',
  'volatilityGrowth',
  'isVolatile',
  'isTrending',
] as const satisfies readonly FeatureName[];

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
  readonly #isLong: boolean;

  constructor(set: FeatureSet, prices: PriceHistory, rulePrices: PriceHistory | undefined) {
    this.#isLong = set.hasAny(...LONG);
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
    const tenSecondsAgo = this.#tenSecondsAgo.to(now - MINUTE / 6);
    const minuteAgo = this.#minuteAgo.to(now - MINUTE);
    row[PLACES.spotAge] = prices.ageAt(now);
    row[PLACES.spotMove10s] = percent(price, tenSecondsAgo);
    row[PLACES.spotMove1m] = percent(price, minuteAgo);
    row[PLACES.spotLead] = this.#lead(price / minuteAgo.mean(now), now);
    if (this.#isLong) this.#writeLong(row, price, now);
  }

  #writeLong(row: Float64Array, price: number, now: number): void {
    const fiveMinutesAgo = this.#fiveMinutesAgo.to(now - 5 * MINUTE);
    const tenMinutesAgo = this.#tenMinutesAgo.to(now - 10 * MINUTE);
    const hourAgo = this.#hourAgo.to(now - 60 * MINUTE);
    const hourSigma = hourAgo.sigma;
    row[PLACES.spotMove5m] = percent(price, fiveMinutesAgo);
    row[PLACES.spotMove10m] = percent(price, tenMinutesAgo);
    row[PLACES.volatilityGrowth] = fiveMinutesAgo.sigma / hourSigma - 1;
    row[PLACES.isVolatile] = flag((hourSigma * Math.sqrt(HOUR_S)) / price, VOLATILE);
    row[PLACES.isTrending] = flag(Math.abs(price / hourAgo.price - 1), TRENDING);
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

function percent(price: number, lookback: Lookback): number {
  return 100 * (price / lookback.price - 1);
}

function flag(value: number, above: number): number {
  if (Number.isNaN(value)) return value;
  return value > above ? 1 : 0;
}
