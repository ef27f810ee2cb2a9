import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { Timestamp } from '../domain/units.ts';
import { limitOrderRate } from './order-rate.ts';

describe('two orders in any second', () => {
  test('by event time: the third waits until the first is a second old', () => {
    const check = limitOrderRate(2);
    const bench = new GateBench();
    const run = (seconds: number) => {
      bench.view.now = at(seconds) as Timestamp;
      return bench.run(check, anOrder());
    };
    expect([0, 0.5, 0.75, 0.999999, 1, 1.25, 1.5].map(run)).toEqual([
      'passes',
      'passes',
      'too_many_orders',
      'too_many_orders',
      'passes',
      'too_many_orders',
      'passes',
    ]);
  });

  test('none at all with a cap of 0, any number without a cap', () => {
    const bench = new GateBench();
    expect(bench.run(limitOrderRate(0), anOrder())).toBe('too_many_orders');
    const free = limitOrderRate('unlimited');
    const codes = Array.from({ length: 100 }, () => bench.run(free, anOrder()));
    expect(new Set(codes)).toEqual(new Set(['passes']));
  });
});
