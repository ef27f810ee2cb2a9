import { describe, expect, test } from 'vitest';
import { anOpenOrder, anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { Shares } from '../domain/units.ts';
import { checkSettledShares } from './settled-shares.ts';

const sale = anOrder({ side: 'sell' });

describe('a sale', () => {
  test('needs the shares', () => {
    const bench = new GateBench();
    expect(bench.run(checkSettledShares, sale)).toBe('not_enough_shares');
    bench.hold(0, 10_000_000, 500_000);
    expect(bench.run(checkSettledShares, sale)).toBe('passes');
  });

  test('waits for the shares to settle', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 500_000);
    bench.view.sellables.set(0 as TokenIndex, 9_990_000 as Shares);
    expect(bench.run(checkSettledShares, sale)).toBe('not_enough_shares');
  });

  test('does not use what another strategy offers', () => {
    const bench = new GateBench();
    bench.hold(0, 10_000_000, 500_000);
    bench.rest(anOpenOrder({ side: 'sell' }, 7));
    expect(bench.run(checkSettledShares, sale)).toBe('not_enough_shares');
  });

  test('and a buy needs none', () => {
    expect(new GateBench().run(checkSettledShares, anOrder())).toBe('passes');
  });
});
