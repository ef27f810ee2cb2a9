import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tradedAmount } from './traded-amount.ts';
import { complement, type Price, type Shares } from './units.ts';

const size = 1_011_010 as Shares;
const price = 1_500 as Price;

// 1.01101 shares at 0.0015 are 0.001516515 dollars.
test.each([
  ['buy', 'maker', 1_517],
  ['sell', 'maker', 1_516],
  ['buy', 'taker', 1_516],
  ['sell', 'taker', 1_517],
] as const)('a %s of a %s is rounded against the maker', (side, liquidity, amount) => {
  expect(tradedAmount({ side, liquidity }, size, price)).toBe(amount);
});

test('both sides of a match add up', () => {
  const sizes = fc.integer({ min: 1, max: 1e12 }) as fc.Arbitrary<Shares>;
  const prices = fc.integer({ min: 1, max: 999_999 }) as fc.Arbitrary<Price>;
  fc.assert(
    fc.property(sizes, prices, (shares, at) => {
      const [buys, sells] = (['taker', 'maker'] as const).map((liquidity) => {
        const other = liquidity === 'taker' ? 'maker' : 'taker';
        const bought = tradedAmount({ side: 'buy', liquidity }, shares, at);
        // Out of the seller's hands, or a pair that is minted with another buyer.
        expect(tradedAmount({ side: 'sell', liquidity: other }, shares, at)).toBe(bought);
        const minted = tradedAmount({ side: 'buy', liquidity: other }, shares, complement(at));
        const sold = tradedAmount({ side: 'sell', liquidity }, shares, at);
        const merged = tradedAmount({ side: 'sell', liquidity: other }, shares, complement(at));
        return [bought + minted, sold + merged];
      }) as [number[], number[]];
      expect([...buys, ...sells]).toEqual([shares, shares, shares, shares]);
    }),
    { numRuns: 100 },
  );
});
