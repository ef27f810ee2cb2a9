import { expect } from 'vitest';

/** The same number but for what arithmetic with floats leaves, and what a sheet rounds off. */
export function near(actual: number, expected: number, relative = 1e-9): void {
  const off = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  expect(off, `${actual} instead of ${expected}`).toBeLessThanOrEqual(relative);
}
