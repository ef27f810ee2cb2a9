import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

const bounds = { leastMs: 100, firstMs: 1_000, mostMs: 30_000 };
const waits = (random: () => number, count: number) => {
  const backoff = new Backoff(bounds, random);
  return Array.from({ length: count }, () => backoff.next());
};

describe('waits before the next attempt', () => {
  test('have a ceiling that doubles up to the most', () => {
    const most = waits(() => 1 - Number.EPSILON, 8).map(Math.round);
    expect(most).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('have one floor', () => {
    expect(waits(() => 0, 3)).toEqual([100, 100, 100]);
  });

  test('lie anywhere between, for ever', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        for (const wait of waits(() => draw, 1_100)) {
          expect(wait).toBeGreaterThanOrEqual(bounds.leastMs);
          expect(wait).toBeLessThanOrEqual(bounds.mostMs);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('begin again after a success', () => {
    const backoff = new Backoff(bounds, () => 0.5);
    backoff.next();
    backoff.next();
    expect(backoff.failures).toBe(2);
    backoff.reset();
    expect([backoff.failures, backoff.next()]).toEqual([0, 550]);
  });

  test('that cannot rise are refused', () => {
    expect(() => new Backoff({ ...bounds, firstMs: 50 }, Math.random)).toThrow(/must rise/);
    expect(() => new Backoff({ ...bounds, mostMs: 50 }, Math.random)).toThrow(/must rise/);
  });
});
