import { expect, test } from 'vitest';
import { near } from '../../../test/support/near.ts';
import { volatilityFactor } from './volatility-widening.ts';

/** $/sqrt(s) of so many dollars in ten seconds. */
const moving = (dollars: number) => dollars / Math.sqrt(10);

test.each([
  [0, 1],
  [0.049, 1],
  [0.05, 1],
  // S1: 1 + (vol - 5) / 5 above 5 points, twice as wide at most.
  [0.06, 1.2],
  [0.075, 1.5],
  [0.1, 2],
  [1, 2],
  [Number.NaN, 1],
])('%d dollars in ten seconds: %d times as wide', (move, factor) => {
  near(volatilityFactor(moving(move), 0.05), factor);
  expect(volatilityFactor(moving(move), Number.POSITIVE_INFINITY)).toBe(1);
});
