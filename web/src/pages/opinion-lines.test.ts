import { expect, test } from 'vitest';
import type { OpinionPoint } from '../../../src/screen/market-document.ts';
import { opinionLines } from './opinion-lines.ts';

function point(seconds: number, strategy: string, probability: number | null): OpinionPoint {
  return { at: seconds * 1_000_000, strategy, code: 'ml', outcome: null, probability };
}

test('what was thought holds until something else was, and until now', () => {
  const points = [point(1, 'ml', 0.5), point(2, 'fusion', 0.6), point(4, 'ml', 0.7)];
  expect(opinionLines(points, 9_000_000)).toEqual({
    xs: [1, 2, 4, 9],
    lines: [
      { strategy: 'fusion', values: [null, 0.6, 0.6, 0.6] },
      { strategy: 'ml', values: [0.5, 0.5, 0.7, 0.7] },
    ],
  });
});

test('what has no probability any more has none from then on', () => {
  const points = [point(1, 'ml', 0.5), point(3, 'ml', null), point(3, 'random', null)];
  expect(opinionLines(points, 2_000_000)).toEqual({
    xs: [1, 3],
    lines: [{ strategy: 'ml', values: [0.5, null] }],
  });
});

test('of nothing there is no line', () => {
  expect(opinionLines([], 5)).toEqual({ xs: [], lines: [] });
});
