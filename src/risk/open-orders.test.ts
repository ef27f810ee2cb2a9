import { expect, test } from 'vitest';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { limitOpenOrders } from './open-orders.ts';

test('the account has no more open orders than the cap', () => {
  const bench = new GateBench();
  bench.rest(anOpenOrder({}, 7));
  expect(bench.run(limitOpenOrders(2), anOrder())).toBe('passes');
  bench.rest(anOpenOrder({}, 8));
  expect(bench.run(limitOpenOrders(2), anOrder())).toBe('too_many_open_orders');
  expect(bench.run(limitOpenOrders('unlimited'), anOrder())).toBe('passes');
});
