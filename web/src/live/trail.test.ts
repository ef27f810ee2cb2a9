import { expect, test } from 'vitest';
import { Trail } from './trail.ts';

const point = (at: number) => ({ at, values: [at] });

test('a day of points takes no more room than an hour, and reaches from end to end', () => {
  const trail = new Trail(100, 1);
  for (let at = 0; at < 86_400; at++) trail.add(point(at));
  expect(trail.points.length).toBeLessThanOrEqual(100);
  expect(trail.points.length).toBeGreaterThan(40);
  expect(trail.points[0]?.at).toBe(0);
  expect(trail.points.at(-1)?.at).toBeGreaterThan(83_000);
  const ats = trail.points.map(({ at }) => at);
  expect(ats).toEqual(ats.toSorted((a, b) => a - b));
});

test('points that are too near are left out', () => {
  const trail = new Trail(10, 5);
  expect([0, 4, 5, 3, 10].map((at) => trail.add(point(at)))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

test('what was before stands in front, without what is known already', () => {
  const trail = new Trail(10, 1);
  trail.add(point(7));
  trail.begin([point(3), point(5), point(7), point(9)]);
  expect(trail.points.map(({ at }) => at)).toEqual([3, 5, 7]);
});
