import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Usd } from '../../domain/units.ts';
import { Exposure } from './exposure.ts';
import { stakeByConfidence, stakeByKelly } from './stake.ts';

test.each([
  [0.5, 0.1],
  [0.6, 0.1],
  [0.75, 0.175],
  [0.9, 0.25],
  [0.99, 0.25],
])('at a confidence of %d the stake is %d of the cash', (confidence, stake) => {
  expect(stakeByConfidence(confidence)).toBeCloseTo(stake, 12);
});

test("a part of Kelly's stake", () => {
  expect(stakeByKelly(0.6, 0.537472, 1)).toBeCloseTo(0.13518749135187474, 14);
  expect(stakeByKelly(0.6, 0.537472, 0.5)).toBeCloseTo(0.13518749135187474 / 2, 14);
});

test.each([
  ['without an edge', 0.53, 0.537472, 0],
  ['with none at all', 0.537472, 0.537472, 0],
  ['of what costs a dollar or more', 0.999, 1, 0],
  ['never more than a quarter', 0.99, 0.5, 0.25],
])('%s', (_what, probability, cost, stake) => {
  expect(stakeByKelly(probability, cost, 1)).toBe(stake);
});

const exposureOf = (free: number, outlay: number, pending: number) =>
  new Exposure({ available: free as Usd, outlay: outlay as Usd, pending: pending as Usd });

test('what is out is held against all that the account is worth, orders under way included', () => {
  expect(exposureOf(900, 60, 40).share).toBe(0.1);
  expect(exposureOf(0, 0, 0).share).toBe(1);
});

test('a stake is a part of the cash, until the exposure is full', () => {
  expect(exposureOf(1_000_000, 0, 0).stake(0.1, 0.25)).toBe(100_000);
  expect(exposureOf(800_000, 150_000, 50_000).stake(0.1, 0.25)).toBe(50_000);
  expect(exposureOf(700_000, 300_000, 0).stake(0.1, 0.25)).toBe(0);
});

test('no stake takes the exposure beyond its limit', () => {
  const dollars = fc.integer({ min: 0, max: 1e12 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(dollars, dollars, dollars, share, share, (free, held, pending, part, most) => {
      const stake = exposureOf(free, held, pending).stake(part, most);
      expect(stake).toBeGreaterThanOrEqual(0);
      expect(stake).toBeLessThanOrEqual(free * part + 1e-3);
      if (stake > 0) {
        expect(held + pending + stake).toBeLessThanOrEqual((free + held + pending) * most + 1e-3);
      }
    }),
  );
});
