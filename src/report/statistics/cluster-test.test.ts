import { expect, test } from 'vitest';
import { testClusters } from './cluster-test.ts';

const clusters = (...sums: number[]) =>
  [Float64Array.from(sums), Float64Array.from(sums, () => 1)] as const;
const repeated = (times: number, ...sums: number[]) =>
  Array.from({ length: times }, () => sums).flat();

test('few clusters are tested by flipping their signs, all of them up to twelve', () => {
  // Of the 2^5 ways only the one seen and its mirror are as far from 0.
  expect(testClusters(...clusters(1, 2, 1, 2, 1), 1)).toEqual({
    mean: 1.4,
    p: { value: 2 / 32, by: 'wild cluster bootstrap' },
  });
});

test('from fifty on by the error of the mean', () => {
  const test = testClusters(...clusters(...repeated(25, 3, -1)), 1)!;
  // Mean 1, deviations 2: the error is 2 / sqrt(49), so z is 3.5.
  expect(test).toMatchObject({ mean: 1, p: { by: 'cluster-robust normal' } });
  expect(test.p.value).toBeCloseTo(0.000465, 6);
  expect(testClusters(...clusters(...repeated(25, 1, -1)), 1)!.p.value).toBe(1);
});

test('one cluster tells nothing', () => {
  expect(testClusters(...clusters(1), 1)).toBeUndefined();
});
