import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalBelow } from '../../domain/normal-distribution.ts';
import { studentBelow, unitStudentBelow } from './student-t.ts';

/** The finite sums for whole degrees: Abramowitz and Stegun 26.7.3 and 26.7.4. */
function oracle(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cos = Math.cos(angle);
  let term = degrees % 2 === 0 ? 1 : cos;
  let sum = degrees === 1 ? 0 : term;
  for (let k = degrees % 2 === 0 ? 2 : 3; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cos * cos;
    sum += term;
  }
  const inner = Math.sin(angle) * sum;
  return 0.5 + (degrees % 2 === 0 ? inner / 2 : (angle + inner) / Math.PI);
}

const degrees = fc.integer({ min: 1, max: 60 });

test('agrees with the finite sums of whole degrees', () => {
  const value = fc.double({ min: -12, max: 12, noNaN: true });
  fc.assert(
    fc.property(value, degrees, (t, nu) => {
      expect(Math.abs(studentBelow(t, nu) - oracle(t, nu))).toBeLessThan(1e-12);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  // Cauchy, and tables.
  [1, 1, 0.75],
  [-1, 1, 0.25],
  [2.015048372669157, 5, 0.95],
  [1.9431802803927818, 6, 0.95],
  [2.228138851964939, 10, 0.975],
  [0, 6.5, 0.5],
])('below %d with %d degrees lies %d', (t, nu, probability) => {
  expect(Math.abs(studentBelow(t, nu) - probability)).toBeLessThan(1e-9);
});

test('far tails keep their digits: of Cauchy 1 / (pi |t|)', () => {
  expect(studentBelow(-1e9, 1) * Math.PI * 1e9).toBeCloseTo(1, 12);
  expect(studentBelow(Number.NEGATIVE_INFINITY, 6)).toBe(0);
  expect(studentBelow(Number.POSITIVE_INFINITY, 6)).toBe(1);
});

test('with infinite degrees, and nearly so with very many, it is the normal distribution', () => {
  expect(studentBelow(1.3, Number.POSITIVE_INFINITY)).toBe(normalBelow(1.3));
  expect(unitStudentBelow(1.3, Number.POSITIVE_INFINITY)).toBe(normalBelow(1.3));
  expect(Math.abs(studentBelow(1.3, 1_000) - normalBelow(1.3))).toBeLessThan(2e-4);
});

test('rises, is symmetric, and stays from 0 to 1', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const some = fc.double({ min: 2.1, max: 500, noNaN: true });
  fc.assert(
    fc.property(value, value, some, (a, b, nu) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(studentBelow(low, nu)).toBeLessThanOrEqual(studentBelow(high, nu) + 1e-15);
      expect(studentBelow(a, nu) + studentBelow(-a, nu)).toBeCloseTo(1, 13);
    }),
  );
});

test('scaled to a variance of one it has a variance of one', () => {
  // The second moment of a distribution: 2 * integral of z (1 - F(z) + F(-z)) dz from 0 on.
  const nu = 6;
  let variance = 0;
  const step = 0.01;
  for (let z = step / 2; z < 400; z += step) variance += 4 * z * unitStudentBelow(-z, nu) * step;
  expect(variance).toBeCloseTo(1, 4);
  expect(() => unitStudentBelow(1, 2)).toThrow('no variance');
});
