import { describe, expect, test } from 'vitest';
import { LocalBench } from '../../../test/support/local-venue.ts';

describe('the local venue', () => {
  test('keeps what rests until its owner cancels it, once', () => {
    const bench = new LocalBench();
    const order = bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    expect(order).toMatchObject({ status: 'LIVE', isOpen: true, matched: 0 });
    expect(bench.market.depth.levels(0)).toEqual([[400_000, 10_000_000]]);
    expect([bench.venue.cancel(order), bench.venue.cancel(order)]).toEqual([true, false]);
    expect(order.status).toBe('CANCELED');
    expect(bench.market.depth.levels(0)).toEqual([]);
  });

  test('makes a pair of shares out of two buyers, and settles it by the clock', () => {
    const bench = new LocalBench();
    bench.mint(10);
    const [trade] = bench.venue.trades.all.values();
    expect(trade).toMatchObject({ status: 'matched', taker: { outcome: 1, price: 500_000 } });
    const wallets = [bench.ann.wallet, bench.bob.wallet];
    expect(wallets.map(({ account }) => account.cash)).toEqual([995_000_000, 995_000_000]);
    bench.clock.advance(1_000);
    expect(trade?.status).toBe('mined');
    bench.clock.advance(2_000);
    expect(trade?.status).toBe('confirmed');
  });
});
