import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import { limitAfterFailedFill } from './failed-fill.ts';

const bench = new GateBench();
bench.view.failedFills.set(0 as MarketIndex, at(10));
const run = (second: number, order = anOrder()) => {
  bench.view.now = at(second);
  return bench.run(limitAfterFailedFill(60_000_000), order);
};

test('for a while after a buy that failed nothing is bought in its market', () => {
  expect([10, 69, 70].map((second) => run(second))).toEqual([
    'fill_failed',
    'fill_failed',
    'passes',
  ]);
  expect(run(10, anOrder({ token: 1 as TokenIndex }))).toBe('fill_failed');
  expect(run(10, anOrder({ token: 2 as TokenIndex }))).toBe('passes');
  expect(run(10, anOrder({ side: 'sell' }))).toBe('passes');
});

test('says how long ago, and what was compared', () => {
  bench.view.now = at(12);
  const refusal = limitAfterFailedFill(60_000_000)(anOrder(), bench.view, bench.account);
  expect(refusal?.message).toContain('failed on the chain 2 s ago, failedFillWait is 60 s');
});
