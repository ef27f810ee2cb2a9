import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aSetChange } from '../../test/support/a-set-change.ts';
import type { ChangeSets } from './command.ts';
import type { MarketIndex } from './ids.ts';
import { legsOf } from './set-legs.ts';
import type { Price, Shares, Usd } from './units.ts';

const change = (direction: ChangeSets['direction'], shares: number, price: number) =>
  aSetChange({
    market: 3 as MarketIndex,
    direction,
    shares: shares as Shares,
    price: price as Price,
  });

describe('a split is a purchase of both outcomes, a merge a sale of both', () => {
  test('at the price of the change and at what is left of a dollar', () => {
    expect(legsOf(change('split', 10_000_000, 300_000), 5_001 as Usd)).toEqual([
      { token: 6, side: 'buy', size: 10_000_000, amount: 3_000_000, fee: 2_500 },
      { token: 7, side: 'buy', size: 10_000_000, amount: 7_000_000, fee: 2_501 },
    ]);
    expect(legsOf(change('merge', 1, 500_000), 0 as Usd)).toEqual([
      { token: 6, side: 'sell', size: 1, amount: 0, fee: 0 },
      { token: 7, side: 'sell', size: 1, amount: 1, fee: 0 },
    ]);
  });

  test('and both add up to the millionth, whatever the price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e12 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.nat(100_000),
        (shares, price, gas) => {
          const [first, second] = legsOf(change('split', shares, price), gas as Usd);
          expect(first.amount + second.amount).toBe(shares);
          expect(first.fee + second.fee).toBe(gas);
          expect(Math.min(first.amount, second.amount)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
