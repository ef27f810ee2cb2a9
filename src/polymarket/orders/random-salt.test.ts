import { expect, test } from 'vitest';
import { randomSalt } from './random-salt.ts';

test('salts are integers that the wire can hold, spread over them, and no two are alike', () => {
  const salts = Array.from({ length: 10_000 }, randomSalt);
  expect(salts.every((salt) => Number.isSafeInteger(salt) && salt >= 0)).toBe(true);
  expect(new Set(salts).size).toBe(salts.length);
  const mean = salts.reduce((sum, salt) => sum + salt / salts.length, 0);
  // Ten deviations of the mean of so many: it fails by chance never.
  expect(Math.abs(mean / 2 ** 53 - 0.5)).toBeLessThan(10 / Math.sqrt(12 * salts.length));
});
