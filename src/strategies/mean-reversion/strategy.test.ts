import { expect, test } from 'vitest';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { meanReversion } from './strategy.ts';

test.each([
  ['0.38', '0.41', ['0s buy 10 of 0 at 0.43 FAK: signal']],
  // Exactly 0.40 and 0.60 are inside.
  ['0.39', '0.41', ['0s skip 0: no_signal']],
  ['0.59', '0.61', ['0s skip 0: no_signal']],
  ['0.60', '0.61', ['0s buy 10 of 1 at 0.42 FAK: signal']],
])('on %s / %s: %o', (bid, ask, story) => {
  const bench = new StrategyBench(meanReversion);
  bench.quote(0, bid, ask);
  bench.pass(0);
  expect(bench.story).toEqual(story);
});

test('the bounds can be set', () => {
  const bench = new StrategyBench(meanReversion, { low: '0.20', high: '0.50' });
  bench.quote(0, '0.50', '0.52');
  bench.pass(0);
  expect(bench.story).toEqual(['0s buy 10 of 1 at 0.52 FAK: signal']);
});
