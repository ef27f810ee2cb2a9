import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import { bytesHeld } from '../../test/support/bytes-held.ts';
import { StrategyBench } from '../../test/support/strategy-bench.ts';
import type { StrategyDefinition } from '../ports/strategy.ts';
import { doNothing } from './do-nothing/strategy.ts';
import { STRATEGIES } from './registry.ts';

const MARKETS = 400;
/** Bytes. Columns by market, as the engine has them, may stay: some numbers each. */
const FEW = 500;
/** Rows that were seen wait for their label; then they are examples, at most 10,000 of them. */
const MOST: Readonly<Record<string, number>> = { ml: 3_500 };

/** Five-minute windows, one after the other, that a strategy sees from the first book on. */
function pass(bench: StrategyBench, windows: number, isDecided: boolean): void {
  for (let i = 0; i < windows; i++) {
    const opens = bench.view.markets.length * 300;
    const market = bench.view.markets.length;
    bench.add(aMarket({ opensAt: at(opens), closesAt: at(opens + 300), labels: ['Up', 'Down'] }));
    for (let second = opens; second < opens + 300; second += 10) {
      bench.quote(second, '0.61', '0.63', 2 * market);
    }
    bench.pass(opens + 300);
    bench.close(market);
    if (isDecided) bench.resolve(market, 1_000_000);
    bench.wishes.length = 0;
    bench.forecasts.length = 0;
    bench.view.orders.clear();
  }
}

/**
 * Bytes a market over those of the stage alone. What is kept is there each time; what the machine
 * does beside it, to its own code, is not, and can befall the stage's own measure as well.
 */
function keptByMarket(definition: StrategyDefinition, isDecided: boolean): number {
  const over = () => bytesByMarket(definition, isDecided) - bytesByMarket(doNothing, isDecided);
  return Math.min(over(), over(), over());
}

/** Bytes for each of so many markets, what the stage itself keeps of them included. */
function bytesByMarket(definition: StrategyDefinition, isDecided: boolean): number {
  const bench = new StrategyBench(definition, {}, []);
  pass(bench, 50, isDecided);
  const before = bytesHeld();
  pass(bench, MARKETS, isDecided);
  const bytes = (bytesHeld() - before) / MARKETS;
  // Until here somebody must know it.
  expect(bench.view.markets).toHaveLength(50 + MARKETS);
  return bytes;
}

describe.each(STRATEGIES.map((definition) => ({ definition, name: definition.name })))(
  '$name keeps next to nothing',
  ({ definition, name }) => {
    test('of a market that is settled', () => {
      expect(keptByMarket(definition, true)).toBeLessThan(MOST[name] ?? FEW);
    });

    test('of one that is over and never decided', () => {
      expect(keptByMarket(definition, false)).toBeLessThan(MOST[name] ?? FEW);
    });
  },
);
