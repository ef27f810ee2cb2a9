import { expect, test } from 'vitest';
import { StrategyBench } from '../../../test/support/strategy-bench.ts';
import { momentum } from './strategy.ts';

/** Six decisions: five at the first price, one at the last. */
function afterMove(from: [string, string], to: [string, string], parameters = {}): string[] {
  const bench = new StrategyBench(momentum, parameters);
  bench.quote(0, ...from);
  bench.quote(2.4, ...to);
  bench.pass(2.5);
  return bench.story.filter((line) => !line.includes('skip'));
}

test.each([
  ['0.50', '0.52', '0.54', '0.55', ['2.5s buy 10 of 0 at 0.57 FAK: signal']],
  // Exactly 0.03 is not above 0.03.
  ['0.50', '0.52', '0.53', '0.55', []],
  ['0.50', '0.52', '0.47', '0.49', []],
  ['0.50', '0.52', '0.46', '0.49', ['2.5s buy 10 of 1 at 0.56 FAK: signal']],
])('from %s / %s to %s / %s: %o', (bid, ask, newBid, newAsk, story) => {
  expect(afterMove([bid, ask], [newBid, newAsk])).toEqual(story);
});

test('the threshold can be set', () => {
  const story = afterMove(['0.50', '0.52'], ['0.51', '0.53'], { threshold: '0.005' });
  expect(story).toEqual(['2.5s buy 10 of 0 at 0.55 FAK: signal']);
});

test('nothing is followed before five decisions have passed', () => {
  const bench = new StrategyBench(momentum);
  bench.quote(0, '0.20', '0.22');
  bench.quote(1.9, '0.70', '0.72');
  bench.pass(2);
  expect(bench.story).toEqual(['0s skip 0: no_signal']);
});
