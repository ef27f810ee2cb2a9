import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import { checkNotPaused } from './paused-market.ts';

test('in a market that is paused nothing is bought, and the code says why', () => {
  const bench = new GateBench();
  bench.view.breaks.set(0 as MarketIndex, { code: 'cross_rejects', count: 3, until: at(300) });
  bench.view.now = at(10.2);
  expect(bench.run(checkNotPaused, anOrder())).toBe('cross_rejects');
  expect(checkNotPaused(anOrder(), bench.view, bench.account)?.message).toBe(
    '3 post-only orders in a row that would have crossed in btc-updown-5m-1776081600: ' +
      'nothing is bought there until 12:05:00 UTC',
  );
  expect(bench.run(checkNotPaused, anOrder({ side: 'sell' }))).toBe('passes');
  expect(bench.run(checkNotPaused, anOrder({ token: 2 as TokenIndex }))).toBe('passes');
});
