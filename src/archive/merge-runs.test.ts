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
      const order = mergeRuns(times, times.length) ?? Uint32Array.from(times.keys());
      const expected = [...times.keys()].sort((a, b) => times[a]! - times[b]! || a - b);
      expect([...order]).toEqual(expected);
    }),
  );
});

test('rows in order are left alone', () => {
  expect(mergeRuns(Float64Array.of(1, 1, 2, 5), 4)).toBeUndefined();
  expect(mergeRuns(new Float64Array(0), 0)).toBeUndefined();
});
