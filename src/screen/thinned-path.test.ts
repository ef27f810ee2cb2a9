import { expect, test } from 'vitest';
import { ThinnedPath } from './thinned-path.ts';

test('points that are too near are left out', () => {
  const path = new ThinnedPath<{ at: number }>(10, 5);
  for (const at of [0, 1, 4, 5, 9, 10]) path.add({ at });
  expect(path.points.map(({ at }) => at)).toEqual([0, 5, 10]);
});

test('a long day takes no more room than an hour, and keeps its beginning', () => {
  const path = new ThinnedPath<{ at: number }>(2_000, 5);
  for (let at = 0; at < 86_400; at += 5) path.add({ at });
  expect(path.points.length).toBeLessThan(2_000);
  expect(path.points.length).toBeGreaterThan(900);
  expect(path.points[0]?.at).toBe(0);
  expect(path.points.at(-1)?.at).toBeGreaterThan(86_400 - 90);
});
