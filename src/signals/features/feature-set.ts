import { FEATURES, type FeatureInput, type FeatureName } from './feature-table.ts';

/** Features in an order: what a model takes as a row. */
export class FeatureSet {
  readonly names: readonly FeatureName[];

  constructor(names: readonly FeatureName[]) {
    this.names = names;
  }

  get length(): number {
    return this.names.length;
  }

  /** Whether one of these is among them: what nobody asks for need not be worked out. */
  hasAny(...names: readonly FeatureName[]): boolean {
    return names.some((name) => this.names.includes(name));
  }

  /** What a recording must tell for all of them to be known. */
  get inputs(): ReadonlySet<FeatureInput> {
    return new Set(this.names.flatMap((name) => FEATURES[name].from));
  }

  /** Those of them that need nothing but `known`: for recordings that do not tell the rest. */
  knownFrom(known: readonly FeatureInput[]): FeatureSet {
    return new FeatureSet(
      this.names.filter((name) => FEATURES[name].from.every((input) => known.includes(input))),
    );
  }
}

/**
 * Source system S0, §1.4: thirteen. It took the whole volume and liquidity of a market from the
 * venue's catalogue, which no recording tells over time; here they are what books and prints say.
 * Its spread, |yes - no| - 1, was twice the deviation; here it is the spread.
 */
const s0 = new FeatureSet([
  'mid',
  'downMid',
  'midDeviation',
  'spread',
  'volume5m',
  'liquidity',
  'logVolume5m',
  'logLiquidity',
  'upLeads',
  'hour',
  'minute',
  'weekday',
  'isWeekend',
]);

/**
 * Source system S2, §3.2: eighteen. Its volatility of five minutes was that of thirty turns of a
 * loop, 15 s; its flow and its large trade faded by the program's minutes; its growth of volatility
 * was one of volume. Flow is that of the market's own prints: futures are recorded without sizes.
 */
const s2 = new FeatureSet([
  'spotMove1m',
  'spotMove5m',
  'spotMove10m',
  'queueImbalance',
  'depthImbalance',
  'tradeFlow1m',
  'flowChange30s',
  'spreadShare',
  'tradeRate10s',
  'largeTrade',
  'midVolatility5m',
  'volatilityGrowth',
  'hasPosition',
  'positionSide',
  'positionGain',
  'lifeLeft',
  'isVolatile',
  'isTrending',
]);

/**
 * What is trained on unless said otherwise. Left out: what says the same twice; the time of day,
 * which in a recording of a few days names the market; our own position; and what is known only
 * after an hour or twenty prints.
 */
const desk = new FeatureSet([
  'secondsLeft',
  'lifeLeft',
  'mid',
  'midLogOdds',
  'spread',
  'queueImbalance',
  'depthImbalance',
  'logLiquidity',
  'midMove30s',
  'midMove1m',
  'midVolatility1m',
  'tradeFlow1m',
  'flowChange30s',
  'tradeRate10s',
  'ruleAge',
  'ruleMove1m',
  'ruleMove5m',
  'ruleVolatility5m',
  'strikeDistance',
  'fairUp',
  'spotAge',
  'spotMove10s',
  'spotLead',
]);

/** The sets, by name. */
export const FEATURE_SETS = { s0, s2, desk } as const;
