import { expect, test } from 'vitest';
import { aMarket } from '../../../test/support/a-market.ts';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { doNothing } from './strategy.ts';

test('says so for every market, once, and never trades', () => {
  const bench = new StrategyBench(doNothing, {}, [aMarket(), aMarket({ slug: 'other' })]);
  bench.quote(10, '0.99', '0.01');
  bench.pass(300);
  expect(bench.story).toEqual(['-1s skip 0: never_trades', '-1s skip 1: never_trades']);
});
