import { expect, test } from 'vitest';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { spikeFade } from './strategy.ts';

test.each([
  ['0.60', '0.62', '0.66', '0.67', ['2.5s buy 10 of 1 at 0.36 FAK: signal']],
  // A rise of exactly 0.05, and one that ends at exactly 0.65, are not faded.
  ['0.60', '0.62', '0.65', '0.67', []],
  ['0.50', '0.52', '0.64', '0.66', []],
  ['0.38', '0.40', '0.33', '0.34', ['2.5s buy 10 of 0 at 0.36 FAK: signal']],
  ['0.39', '0.41', '0.34', '0.36', []],
  ['0.48', '0.50', '0.34', '0.36', []],
  // Far, but not fast.
  ['0.70', '0.72', '0.70', '0.72', []],
])('from %s / %s to %s / %s: %o', (bid, ask, newBid, newAsk, story) => {
  const bench = new StrategyBench(spikeFade);
  bench.quote(0, bid, ask);
  bench.quote(2.4, newBid, newAsk);
  bench.pass(2.5);
  expect(bench.story.filter((line) => !line.includes('skip'))).toEqual(story);
});
