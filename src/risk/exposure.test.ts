import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { ScriptedView } from '../../test/support/scripted-view.ts';
import type { TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Usd } from '../domain/units.ts';
import { limitExposure } from './exposure.ts';

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
describe('exposure', () => {
  test('in one market counts what is held and what is asked for', () => {
    const check = limitExposure(16_200_000 as Usd, 'unlimited');
    const bench = new GateBench();
    bench.hold(1, 10_000_000, 380_000);
    bench.rest(anOpenOrder({}, 7));
    expect(bench.run(check, anOrder())).toBe('passes');
    bench.hold(1, 10_000, 380_000);
    expect(bench.run(check, anOrder())).toBe('market_exposure_too_large');
    expect(bench.run(check, anOrder({ token: 2 as TokenIndex }))).toBe('passes');
  });

  test('over all markets counts every one', () => {
    const check = limitExposure('unlimited', 12_400_000 as Usd);
    const bench = new GateBench();
    bench.rest(anOpenOrder({ token: 2 as TokenIndex }, 7));
    expect(bench.run(check, anOrder())).toBe('passes');
    bench.hold(3, 10_000, 380_000);
    expect(bench.run(check, anOrder())).toBe('exposure_too_large');
  });

  test('never stands in the way of a sale', () => {
    const check = limitExposure(0 as Usd, 0 as Usd);
    expect(new GateBench().run(check, anOrder({ side: 'sell' }))).toBe('passes');
  });

  test('is not guessed where the fee is not known', () => {
    const view = new ScriptedView([aMarket({ fee: undefined })]);
    const check = limitExposure('unlimited', 'unlimited');
    expect(() => check(anOrder(), view, new GateBench().account)).toThrow(InvariantError);
  });
});
