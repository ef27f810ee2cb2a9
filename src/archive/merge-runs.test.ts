import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeRuns } from './merge-runs.ts';

test('runs are merged as a stable sort would', () => {
  const runs = fc.array(
    fc
      .array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 })
      .map((run) => run.sort((a, b) => a - b)),
    { maxLength: 9 },
  );
  fc.assert(
    fc.property(runs, (pieces) => {
      const times = Float64Array.from(pieces.flat());
      const stretches = mergeRuns(times, times.length) ?? Uint32Array.of(0, times.length);
      const expected = [...times.keys()].sort((a, b) => times[a]! - times[b]! || a - b);
      expect(rowsOf(stretches)).toEqual(expected);
    }),
  );
});

test('rows in order are left alone', () => {
  expect(mergeRuns(Float64Array.of(1, 1, 2, 5), 4)).toBeUndefined();
  expect(mergeRuns(new Float64Array(0), 0)).toBeUndefined();
});

test('a stretch reaches as far as no other run comes between', () => {
  const times = Float64Array.of(1, 2, 3, 9, 9, 2, 4, 9);
  expect(mergeRuns(times, times.length)).toEqual(
    Uint32Array.of(0, 2, 5, 1, 2, 1, 6, 1, 3, 2, 7, 1),
  );
});

function rowsOf(stretches: Uint32Array): number[] {
  const rows: number[] = [];
  for (let i = 0; i < stretches.length; i += 2) {
    for (let k = 0; k < stretches[i + 1]!; k++) rows.push(stretches[i]! + k);
  }
  return rows;
}
