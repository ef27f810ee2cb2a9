import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costsWholeCents,
  isTradableSize,
  isWorthADollar,
  takeableSize,
  tradableSize,
} from './size-rules.ts';
import type { Price, Shares } from './units.ts';

const shares = (n: number) => Math.round(n * 1_000_000) as Shares;
const price = (n: number) => Math.round(n * 1_000_000) as Price;

test.each([
  [0.01, true],
  [5, true],
  [5.55, true],
  [0, false],
  [-5, false],
  [5.001, false],
  [0.009, false],
])('a size of %d can be traded: %s', (size, expected) => {
  expect(isTradableSize(shares(size))).toBe(expected);
});

test('a size is cut down to hundredths', () => {
  expect(tradableSize(shares(3.337))).toBe(shares(3.33));
  expect(tradableSize(shares(0.009))).toBe(0);
  expect(tradableSize(shares(-1))).toBe(0);
});

test.each([
  [10, 0.62, true],
  [10.01, 0.62, false],
  [10.02, 0.5, true],
  [40, 0.0001, false],
  [100, 0.0001, true],
  [10.4, 0.975, true],
])('%d at %d costs whole cents: %s', (size, at, expected) => {
  expect(costsWholeCents(shares(size), price(at))).toBe(expected);
});

test.each([
  [10, 0.1, true],
  [9.99, 0.1, false],
  [1.03, 0.97, false],
  [1.04, 0.97, true],
])('%d at %d is worth a dollar: %s', (size, at, expected) => {
  expect(isWorthADollar(shares(size), price(at))).toBe(expected);
});

describe('a takeable size', () => {
  test.each([
    // 0.97 needs whole shares for whole cents, 0.50 needs even hundredths, 0.975 forty of them.
    [10, 0.97, 10],
    [9.99, 0.97, 9],
    [10.03, 0.5, 10.02],
    [10.39, 0.975, 10],
    [10.4, 0.975, 10.4],
    [10, 0.001, 0],
    [1.03, 0.97, 0],
    [1.04, 0.97, 0],
    [2, 0.5, 2],
    [1.98, 0.5, 0],
    [0, 0.5, 0],
    [-3, 0.5, 0],
  ])('up to %d at %d is %d', (wanted, at, expected) => {
    expect(takeableSize(shares(wanted), price(at))).toBe(shares(expected));
  });

  const anySize = fc.integer({ min: 1, max: 50_000 }).map((n) => n * 5_000);
  const anyPrice = fc.integer({ min: 1, max: 9_999 }).map((n) => n * 100);

  test('is never more than wanted, in hundredths, in whole cents, and the largest such', () => {
    const fits = (size: number, at: number) =>
      size % 10_000 === 0 && (size * at) % 10_000_000_000 === 0 && size * at >= 1e12;
    fc.assert(
      fc.property(anySize, anyPrice, (wanted, at) => {
        const size = takeableSize(wanted as Shares, at as Price);
        expect(size).toBeLessThanOrEqual(wanted);
        if (size > 0) expect(fits(size, at)).toBe(true);
        for (let more = size + 10_000 - (size % 10_000); more <= wanted; more += 10_000) {
          if (fits(more, at)) expect.fail(`${more} at ${at} fits too`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('passes every rule that the gate and the venue hold it against', () => {
    fc.assert(
      fc.property(anySize, anyPrice, (wanted, at) => {
        const size = takeableSize(wanted as Shares, at as Price);
        if (size === 0) return;
        expect(isTradableSize(size)).toBe(true);
        expect(costsWholeCents(size, at as Price)).toBe(true);
        expect(isWorthADollar(size, at as Price)).toBe(true);
      }),
    );
  });
});
