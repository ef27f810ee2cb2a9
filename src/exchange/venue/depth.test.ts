import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalBench, type OrderWish } from '../../../test/support/local-venue.ts';
import type { Price, Shares } from '../../domain/units.ts';
import type { DepthChange } from './depth.ts';
import type { OrderRecord } from './order-record.ts';

/** What somebody knows who only follows the changes. */
class Follower {
  readonly sides: readonly [Map<Price, Shares>, Map<Price, Shares>] = [new Map(), new Map()];

  take(changes: readonly DepthChange[]): void {
    for (const { side, price, size } of changes) {
      if (size === 0) expect(this.sides[side].delete(price)).toBe(true);
      else this.sides[side].set(price, size);
    }
  }

  levels(side: 0 | 1): [Price, Shares][] {
    return [...this.sides[side]].sort(([a], [b]) => (side === 0 ? b - a : a - b));
  }
}

/** The book by the orders that are open: sums over their rests. */
function booked(orders: readonly OrderRecord[], side: 0 | 1): [number, number][] {
  const sums = new Map<number, number>();
  for (const { isOpen, facts, rest } of orders) {
    const { terms, outcome } = facts;
    const isBid = (terms.side === 'buy') === (outcome === 0);
    if (!isOpen || isBid !== (side === 0)) continue;
    const price = outcome === 0 ? terms.price : 1_000_000 - terms.price;
    sums.set(price, (sums.get(price) ?? 0) + rest);
  }
  return [...sums].sort(([a], [b]) => (side === 0 ? b - a : a - b));
}

const wish: fc.Arbitrary<OrderWish> = fc.record({
  side: fc.constant('buy' as const),
  outcome: fc.constantFrom(0 as const, 1 as const),
  price: fc.integer({ min: 40, max: 60 }).map((cents) => cents / 100),
  size: fc.integer({ min: 5, max: 30 }),
  timeInForce: fc.constantFrom('GTC' as const, 'GTC' as const, 'FAK' as const, 'FOK' as const),
});

test('changes alone give the book, and the book is what the open orders sum up to', () => {
  const steps = fc.array(fc.oneof({ weight: 3, arbitrary: wish }, fc.nat({ max: 20 })));
  fc.assert(
    fc.property(steps, (made) => {
      const bench = new LocalBench();
      const follower = new Follower();
      bench.venue.listen({ levels: (_market, changes) => follower.take(changes) });
      const orders: OrderRecord[] = [];
      for (const [i, step] of made.entries()) {
        if (typeof step !== 'number') {
          orders.push(bench.send(i % 2 === 0 ? bench.ann : bench.bob, step));
        } else if (orders.length > 0) {
          bench.venue.cancel(orders[step % orders.length] as OrderRecord);
        }
        for (const side of [0, 1] as const) {
          expect(follower.levels(side)).toEqual(booked(orders, side));
          expect(bench.market.depth.levels(side)).toEqual(follower.levels(side));
        }
      }
      expect(bench.venue.totalCash()).toBe(2_000_000_000);
    }),
    { numRuns: 60 },
  );
});
