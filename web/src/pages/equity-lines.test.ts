import { expect, test } from 'vitest';
import { earlierRuns, equityLines } from './equity-lines.ts';

const run = (
  name: string,
  points: readonly (readonly [number, number])[],
  mode = 'paper',
  provenance: 'live' | 'simulated' = 'live',
) => ({
  ...{ run: name, provenance, mode, ended: null },
  began: points[0]?.[0] ?? 0,
  points: points.map(([at, worth]) => ({ at, worth })),
});

test('runs one after another are one line with a gap between them', () => {
  const own = [{ at: 90, values: [7, 6] }];
  const runs = [
    run('b', [
      [50, 20],
      [60, 21],
    ]),
    run('a', [
      [10, 1],
      [20, 2],
    ]),
  ];
  expect(equityLines(own, runs)).toEqual({
    ats: [10, 20, 49, 50, 60, 90],
    now: [
      [undefined, undefined, undefined, undefined, undefined, 7],
      [undefined, undefined, undefined, undefined, undefined, 6],
    ],
    earlier: [[1, 2, null, 20, 21, undefined]],
  });
});

test('runs side by side are lines beside each other', () => {
  const runs = [
    run('a', [
      [10, 1],
      [30, 2],
    ]),
    run('b', [
      [20, 5],
      [40, 6],
    ]),
  ];
  expect(equityLines([], runs).earlier).toEqual([
    [1, undefined, 2, undefined],
    [undefined, 5, undefined, 6],
  ]);
});

test('a moment of which nothing is known is a gap in the line of the run that goes on', () => {
  const own = [
    { at: 1, values: [7, null] },
    { at: 2, values: [null, null] },
  ];
  expect(equityLines(own, []).now).toEqual([
    [7, null],
    [null, null],
  ]);
});

test('money or prices of another kind are no earlier run, and nor is the run that goes on', () => {
  const runs = [
    run('mine', [[3, 1]], 'live'),
    run('old', [[2, 1]], 'live'),
    run('p', [[1, 1]]),
    run('invented', [[1, 1]], 'paper', 'simulated'),
    run('tried', [[1, 1]], 'live', 'simulated'),
  ];
  const earlier = (name: string, provenance: 'live' | 'simulated' = 'live') =>
    earlierRuns(runs, { name, mode: 'paper', provenance }).map((one) => one.run);
  // It has left the venue for paper meanwhile: its money was live all the same.
  expect(earlier('mine')).toEqual(['old']);
  expect(earlier('new')).toEqual(['p']);
  expect(earlier('new', 'simulated')).toEqual(['invented']);
});
