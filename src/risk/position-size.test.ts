import { describe, expect, test } from 'vitest';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Shares } from '../domain/units.ts';
import { limitPosition } from './position-size.ts';

const check = limitPosition(30_000_000 as Shares);

describe('a cap of 30 shares', () => {
  test('counts what is held', () => {
    const bench = new GateBench();
    bench.hold(0, 20_000_000, 500_000);
    expect(bench.run(check, anOrder())).toBe('passes');
    bench.hold(0, 20_010_000, 500_000);
    expect(bench.run(check, anOrder())).toBe('position_too_large');
  });

  test('counts the rest of open buys of the same token, and nothing else', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 500_000);
    const open = anOpenOrder({ size: 20_000_000 as Shares }, 7);
    open.filled = 10_000_000 as Shares;
    bench.rest(open);
    bench.rest(anOpenOrder({ token: 1 as TokenIndex }, 8));
    bench.rest(anOpenOrder({ side: 'sell' }, 9));
    expect(bench.run(check, anOrder())).toBe('passes');
    expect(bench.run(check, anOrder({ size: 10_010_000 as Shares }))).toBe('position_too_large');
  });

  test('counts what splits under way bring', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 500_000);
    bench.view.splits.set(0 as never, 10_000_000 as Shares);
    expect(bench.run(check, anOrder())).toBe('passes');
    bench.view.splits.set(0 as never, 10_010_000 as Shares);
    expect(bench.run(check, anOrder())).toBe('position_too_large');
  });

  test('never stands in the way of a sale', () => {
    const bench = new GateBench();
    bench.hold(0, 100_000_000, 500_000);
    expect(bench.run(check, anOrder({ side: 'sell' }))).toBe('passes');
  });
});
