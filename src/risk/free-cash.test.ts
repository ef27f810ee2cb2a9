import { expect, test } from 'vitest';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { Price, Shares } from '../domain/units.ts';
import { checkFreeCash } from './free-cash.ts';

test('a buy is covered by cash that nothing else has reserved', () => {
  const bench = new GateBench();
  bench.rest(anOpenOrder({ price: 500_000 as Price, size: 1_987_600_000 as Shares }, 7));
  expect(bench.account.available).toBe(6_200_000);
  expect(bench.run(checkFreeCash, anOrder())).toBe('passes');
  expect(bench.run(checkFreeCash, anOrder({ price: 630_000 as Price }))).toBe('not_enough_cash');
  const sale = anOrder({ side: 'sell', price: 630_000 as Price });
  expect(bench.run(checkFreeCash, sale)).toBe('passes');
});
