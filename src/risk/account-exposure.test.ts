import { expect, test } from 'vitest';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Usd } from '../domain/units.ts';
import { limitExposure } from './account-exposure.ts';

test('exposure over all markets counts every one at its worst', () => {
  const check = limitExposure(12_400_000 as Usd);
  const bench = new GateBench();
  bench.rest(anOpenOrder({ token: 2 as TokenIndex }, 7));
  expect(bench.run(check, anOrder())).toBe('passes');
  bench.hold(2, 10_000, 380_000);
  expect(bench.run(check, anOrder())).toBe('exposure_too_large');
  expect(check(anOrder(), bench.view, bench.account)?.message).toBe(
    'the account could lose 12.4038 dollars, maxExposure is 12.4',
  );
});

test('a sale that gets us out passes, whatever is out already', () => {
  const bench = new GateBench();
  bench.hold(0, 10_000_000, 620_000);
  expect(bench.run(limitExposure(0 as Usd), anOrder({ side: 'sell' }))).toBe('passes');
  expect(bench.run(limitExposure('unlimited'), anOrder())).toBe('passes');
});
