import { describe, expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { ScriptedView } from '../../test/support/scripted-view.ts';
import type { TokenIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Shares, Usd } from '../domain/units.ts';
import { limitMarketExposure } from './market-exposure.ts';

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
describe('exposure in one market', () => {
  test('counts what is held and what is asked for', () => {
    const check = limitMarketExposure(16_200_000 as Usd);
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 380_000);
    bench.rest(anOpenOrder({}, 7));
    expect(bench.run(check, anOrder())).toBe('passes');
    bench.hold(0, 10_000, 380_000);
    expect(bench.run(check, anOrder())).toBe('market_exposure_too_large');
    expect(bench.run(check, anOrder({ token: 2 as TokenIndex }))).toBe('passes');
  });

  test('says what could be lost, and what was compared', () => {
    const bench = new GateBench();
    const check = limitMarketExposure(6_000_000 as Usd);
    expect(check(anOrder(), bench.view, bench.account)?.message).toBe(
      'the market could lose 6.2 dollars, maxMarketExposure is 6',
    );
  });

  test('what completes a pair adds nothing to what is lost', () => {
    const bench = new GateBench();
    bench.hold(1, 20_000_000, 380_000);
    // If the first outcome wins, 7.60 are lost; buying it makes that no worse.
    expect(bench.run(limitMarketExposure(0 as Usd), anOrder())).toBe('passes');
  });

  test('stands in the way of no sale that gets us out', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 620_000);
    const sale = anOrder({ side: 'sell' });
    expect(bench.run(limitMarketExposure(0 as Usd), sale)).toBe('passes');
  });

  test('half of a pair is not sold where what is left could lose more', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 600_000);
    bench.hold(1, 10_000_000, 400_000);
    const sale = anOrder({ side: 'sell', size: 5_000_000 as Shares });
    // Of the first outcome, five are left at 3.00, of the second ten at 4.00: 2.00 may be lost.
    expect(bench.run(limitMarketExposure(2_000_000 as Usd), sale)).toBe('passes');
    const dearer = limitMarketExposure(1_990_000 as Usd);
    expect(bench.run(dearer, sale)).toBe('market_exposure_too_large');
  });

  test('is not guessed where the fee is not known', () => {
    const view = new ScriptedView([aMarket({ fee: undefined })]);
    const check = limitMarketExposure(0 as Usd);
    expect(() => check(anOrder(), view, new GateBench().account)).toThrow(InvariantError);
  });
});
