import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { MarketIndex } from '../domain/ids.ts';
import { limitBookAge } from './book-age.ts';

test('on a book of which nothing was heard for too long nothing is bought', () => {
  const check = limitBookAge(5_000_000);
  const bench = new GateBench();
  expect(bench.run(check, anOrder())).toBe('book_stale');
  bench.view.bookTimes.set(0 as MarketIndex, at(0));
  bench.view.now = at(5);
  expect(bench.run(check, anOrder())).toBe('passes');
  bench.view.now = at(5.000_001);
  expect(bench.run(check, anOrder())).toBe('book_stale');
  expect(check(anOrder(), bench.view, bench.account)?.message).toContain(
    'for 5.000001 s, maxBookAge is 5 s',
  );
  expect(bench.run(check, anOrder({ side: 'sell' }))).toBe('passes');
  expect(bench.run(limitBookAge('unlimited'), anOrder())).toBe('passes');
});
