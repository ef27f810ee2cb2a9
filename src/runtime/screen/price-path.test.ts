import { expect, test } from 'vitest';
import { POINTS_MOST, PricePath } from './price-path.ts';

const SECOND = 1_000_000;

function pathOf(...moments: readonly (readonly [seconds: number, mid: number | null])[]) {
  const path = new PricePath();
  for (const [seconds, probability] of moments) {
    path.add({ at: seconds * SECOND, probability, reference: null });
  }
  return path;
}

test('a point a second is kept, and none where nothing moved', () => {
  const path = pathOf([0, 5], [0.5, 6], [1, 5], [2, 7], [3, 7], [4, null]);
  expect(path.points.map(({ at, probability }) => [at / SECOND, probability])).toEqual([
    [0, 5],
    [2, 7],
    [4, null],
  ]);
});

test('however long a market lives, its path has no more points, from its first on', () => {
  const path = new PricePath();
  for (let i = 0; i < 5 * POINTS_MOST; i++) {
    path.add({ at: i * SECOND, probability: i % 2 === 0 ? 1 : 2 + i, reference: null });
    expect(path.points.length).toBeLessThan(POINTS_MOST);
  }
  expect(path.points[0]?.at).toBe(0);
  expect(path.points.length).toBeGreaterThan(POINTS_MOST / 4);
});

test('what it was a minute before is told by the last point that is as old', () => {
  const path = pathOf([0, 5], [10, 6], [65, 7]);
  expect(path.minuteBefore(59 * SECOND)).toBe(null);
  expect(path.minuteBefore(60 * SECOND)).toBe(5);
  expect(path.minuteBefore(75 * SECOND)).toBe(6);
  expect(pathOf([0, null]).minuteBefore(60 * SECOND)).toBe(null);
});
