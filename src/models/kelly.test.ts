import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Price } from '../domain/units.ts';
import { costOfShare, growthOf, kellyFraction } from './kelly.ts';

const FEE = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;

test('the fraction that grows fastest, fee included (formulas §8)', () => {
  // The venue tells fees in steps of 0.00001 dollars: .01747 of .017472.
  expect(costOfShare(520_000 as Price, FEE)).toBeCloseTo(0.53747, 12);
  const fraction = kellyFraction(0.6, 0.537472);
  expect(fraction).toBeCloseTo(0.13518749135187474, 12);
  expect(growthOf(fraction, 0.6, 0.537472)).toBeCloseTo(0.007934774335670289, 12);
  expect(growthOf(fraction / 2, 0.6, 0.537472)).toBeCloseTo(0.005929147744037824, 12);
  expect((fraction * 1_000) / 0.537472).toBeCloseTo(251.5247145, 7);
  // A maker pays no fee.
  expect(kellyFraction(0.6, 0.52)).toBeCloseTo(0.1666666667, 9);
});

test.each([
  [0.53, 0.537472],
  [0.537472, 0.537472],
  [0.999, 1],
  [0.5, 0],
  [Number.NaN, 0.5],
])('nothing is staked at %d on what costs %d', (probability, cost) => {
  expect(kellyFraction(probability, cost)).toBe(0);
});

test('no other fraction grows faster', () => {
  const unit = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(unit, unit, unit, (probability, cost, other) => {
      const best = growthOf(kellyFraction(probability, cost), probability, cost);
      expect(growthOf(other, probability, cost)).toBeLessThanOrEqual(best + 1e-12);
    }),
  );
});
