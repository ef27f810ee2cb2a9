import { expect, test } from 'vitest';
import { normalBelow, normalQuantile } from './normal-distribution.ts';

// Values of Abramowitz and Stegun, table 26.1, and of mpmath for the tails.
test.each([
  [0, 0.5],
  [1, 0.841344746068543],
  [-1, 0.158655253931457],
  [1.959963984540054, 0.975],
  [-3, 1.349898031630095e-3],
  [-6, 9.865876450376981e-10],
  [-7.5, 3.190891672910884e-14],
  [-10, 7.619853024160527e-24],
  [40, 1],
  [-40, 0],
])('at %d it is %d', (z, expected) => {
  const off = Math.abs(normalBelow(z) - expected);
  expect(off).toBeLessThanOrEqual(2e-15);
  expect(off).toBeLessThanOrEqual(1e-8 * expected);
});

test('it rises, and its sides mirror each other', () => {
  for (let z = -9; z < 9; z += 0.01) {
    expect(normalBelow(z + 0.01)).toBeGreaterThanOrEqual(normalBelow(z));
    expect(normalBelow(z) + normalBelow(-z)).toBeCloseTo(1, 14);
  }
});

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.99, 2.3263478740408408],
  [0.02, -2.0537489106318225],
  [1e-9, -5.997807015007687],
])('the quantile of %d is %d', (probability, z) => {
  expect(normalQuantile(probability)).toBeCloseTo(z, 9);
  expect(normalQuantile(1 - probability)).toBeCloseTo(-z, 6);
});

test('the quantile of nothing and of everything is without end, of 1.1 there is none', () => {
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(() => normalQuantile(1.1)).toThrow('no probability');
});
