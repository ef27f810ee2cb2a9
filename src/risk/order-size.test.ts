import { expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { Shares } from '../domain/units.ts';
import { limitOrderSize } from './order-size.ts';

test.each([
  [10, 'passes'],
  [10.01, 'order_too_large'],
])('an order of %d shares against a cap of 10: %s', (shares, code) => {
  const check = limitOrderSize(10_000_000 as Shares);
  const order = anOrder({ size: (shares * 1_000_000) as Shares });
  expect(new GateBench().run(check, order)).toBe(code);
});

test('unlimited lets any size pass', () => {
  const order = anOrder({ size: 9e15 as Shares });
  expect(new GateBench().run(limitOrderSize('unlimited'), order)).toBe('passes');
});
