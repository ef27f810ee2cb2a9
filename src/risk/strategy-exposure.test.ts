import { expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { Usd } from '../domain/units.ts';
import { limitStrategyExposure } from './strategy-exposure.ts';

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
test('what a strategy may lose counts, not what the account does', () => {
  const bench = new GateBench();
  bench.hold(2, 100_000_000, 500_000);
  bench.view.exposure = 3_800_000 as Usd;
  expect(bench.run(limitStrategyExposure(10_000_000 as Usd), anOrder())).toBe('passes');
  const less = limitStrategyExposure(9_990_000 as Usd);
  expect(bench.run(less, anOrder())).toBe('strategy_exposure_too_large');
  expect(less(anOrder(), bench.view, bench.account)?.message).toBe(
    'the strategy could lose 10 dollars, maxStrategyExposure is 9.99',
  );
  expect(bench.run(limitStrategyExposure('unlimited'), anOrder())).toBe('passes');
});
