// The features of the desk over recorded windows: how often one is unknown, and why.
import { expect } from 'vitest';
import type { Strategy } from '../../src/ports/strategy.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import { FEATURE_SETS, type FeatureSet } from '../../src/signals/features/feature-set.ts';
import type { FeatureName } from '../../src/signals/features/feature-table.ts';
import { MarketFeatures } from '../../src/signals/features/market-features.ts';
import { PriceFeeds } from '../../src/signals/features/price-feeds.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { importFolder } from '../support/imported.ts';
import { recording, testRecorded } from '../support/recorded.ts';

const { desk } = FEATURE_SETS;
/** What that recording tells: no prints, and no exchange. */
const TOLD = desk.knownFrom(['window', 'book', 'sizes', 'rule']);

const BOOK: readonly FeatureName[] = [
  'mid',
  'midLogOdds',
  'spread',
  'queueImbalance',
  'depthImbalance',
  'logLiquidity',
];

/** Rows of a window, and of how many a feature was unknown. */
type Count = { rows: number; complete: number; unknown: Map<FeatureName, number> };

/** Writes a row of a set at each book within a window. */
class Counting implements Strategy {
  readonly counts: Count[] = [];
  readonly #set: FeatureSet;
  readonly #feeds = new PriceFeeds();
  readonly #markets: MarketFeatures[] = [];
  readonly #row: Float64Array;

  constructor(set: FeatureSet) {
    this.#set = set;
    this.#row = new Float64Array(set.length);
  }

  readonly onMarketListed: NonNullable<Strategy['onMarketListed']> = (market, view) => {
    this.#markets[market] = new MarketFeatures(this.#set, market, view, this.#feeds);
    this.counts[market] = { rows: 0, complete: 0, unknown: new Map() };
  };

  readonly onReference: NonNullable<Strategy['onReference']> = (feed, price, view) => {
    this.#feeds.hear(feed, price, view.now);
  };

  readonly onBook: NonNullable<Strategy['onBook']> = (market, view) => {
    const features = this.#markets[market] as MarketFeatures;
    const count = this.counts[market] as Count;
    const { opensAt = 0, closesAt = 0 } = view.markets[market] ?? {};
    features.onBook(view);
    if (view.now < opensAt || view.now > closesAt) return;
    features.write(view, this.#row);
    const unknown = this.#set.names.filter((_, i) => Number.isNaN(this.#row[i]));
    count.rows++;
    if (unknown.length === 0) count.complete++;
    for (const name of unknown) count.unknown.set(name, (count.unknown.get(name) ?? 0) + 1);
  };
}

async function countOver(path: string, set: FeatureSet): Promise<readonly Count[]> {
  const { root } = await importFolder(path);
  const counting = new Counting(set);
  const { data, ...run } = strategyRun(root, 'do-nothing');
  const definition = { name: 'count', summary: '', parameters: {}, create: () => counting };
  const strategies = [{ name: 'count', definition, parameters: {} }];
  await backtest({ ...run, data: { ...data, completeOnly: false }, strategies });
  return counting.counts;
}

testRecorded(
  'what a recording of books and the feed of the rule tells of the desk’s features, and what not',
  recording('btc-15m-top5-chainlink-2026-02'),
  async (path) => {
    const counts = await countOver(path, desk);
    const untold = desk.names.filter((name) => !TOLD.names.includes(name));
    for (const { rows, unknown } of counts) {
      expect(untold.map((name) => unknown.get(name))).toEqual(untold.map(() => rows));
    }

    const told = await countOver(path, TOLD);
    expect(told.map(({ rows, complete }) => [rows, complete])).toEqual([
      [889, 0],
      [889, 828],
      [889, 732],
      [131, 70],
      [597, 0],
    ]);
    // Before the first of each day nothing was heard: no strike, and no volatility for 5 minutes.
    for (const first of [told[0], told[4]]) {
      expect(first?.unknown.get('strikeDistance')).toBe(first?.rows);
      expect(first?.unknown.get('ruleVolatility5m')).toBe(299);
    }
    // In the others it is the book: a minute of it is wanted, and at the end a side is gone.
    for (const [window, withoutMid] of [1, 97, 1].entries()) {
      expect(told[window + 1]?.unknown).toEqual(
        new Map([
          ['midMove30s', withoutMid + 30],
          ['midMove1m', withoutMid + 60],
          ['midVolatility1m', withoutMid + 60],
          ...BOOK.map((name) => [name, withoutMid] as const),
        ]),
      );
    }
  },
);
