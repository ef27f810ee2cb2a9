import { describe, expect, test } from 'vitest';
import { clusterBootstrap } from './bootstrap.ts';
import { clusterError } from './cluster-error.ts';

const clusters = [[1, 2, 3], [0, 1], [4], [-2, -1, 0], [2, 2]];
const sums = Float64Array.from(clusters, (c) => c.reduce((a, b) => a + b, 0));
const counts = Float64Array.from(clusters, (c) => c.length);

describe('clustered mean', () => {
  test('reproduces the cluster standard error', () => {
    expect(clusterError(sums, counts)).toBeCloseTo(0.7869704255258122, 12);
  });

  test('with one observation in each cluster is the plain standard error', () => {
    const all = clusters.flat();
    const ones = all.map(() => 1);
    expect(clusterError(all, ones)).toBeCloseTo(0.5300865358950273, 12);
  });

  test('reproduces the percentile bootstrap', () => {
    // Five clusters give few different means. The exact 2.5 % point is -0.25, but only by 0.09 %:
    // at 20,000 resamples the next one, -0.1429, is within Monte Carlo error; at 500,000 it is not.
    const [mean] = clusterBootstrap(sums, [counts, counts], 1, 500_000)!;
    expect(mean!.low).toBe(-0.25);
    expect(mean!.high).toBeCloseTo(2.4444, 4);
    const [few] = clusterBootstrap(sums, [counts, counts], 1, 20_000)!;
    expect([-0.25, -1 / 7]).toContain(few!.low);
    expect(few!.high).toBeCloseTo(2.4444, 4);
  });

  test('is undefined for fewer than two clusters', () => {
    expect(clusterError([3], [2])).toBeUndefined();
    expect(
      clusterBootstrap(new Float64Array(1), [new Float64Array(1), new Float64Array(1)], 1),
    ).toBeUndefined();
    expect(
      clusterBootstrap(new Float64Array(0), [new Float64Array(0), new Float64Array(0)], 1),
    ).toBeUndefined();
  });

  test('draws by its seed alone', () => {
    const run = (seed: number) => clusterBootstrap(sums, [counts, counts], seed, 500);
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  test('scales ratios that share the draws', () => {
    const doubled = counts.map((count) => 2 * count);
    const [mean, half] = clusterBootstrap(sums, [counts, doubled], 3)!;
    expect(half!.low).toBeCloseTo(mean!.low / 2, 12);
    expect(half!.high).toBeCloseTo(mean!.high / 2, 12);
  });

  test('of equal clusters has no width', () => {
    const same = Float64Array.from({ length: 40 }, () => 3);
    const ones = same.map(() => 1);
    const [mean, half] = clusterBootstrap(same, [ones, same], 1)!;
    expect([mean, half]).toEqual([
      { low: 3, high: 3 },
      { low: 1, high: 1 },
    ]);
  });

  test('draws less often from very many clusters, and still finds the mean', () => {
    const many = Float64Array.from({ length: 5_000 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const ones = many.map(() => 1);
    const [mean] = clusterBootstrap(many, [ones, ones], 1)!;
    // 1.96 standard errors of 5,000 draws at even odds.
    expect(mean.low).toBeCloseTo(-1.96 / Math.sqrt(5_000), 2);
    expect(mean.high).toBeCloseTo(1.96 / Math.sqrt(5_000), 2);
  });

  test('refuses columns of different length', () => {
    expect(() => clusterBootstrap(sums, [sums, new Float64Array(2)], 1)).toThrow(
      'one entry for each',
    );
  });
});
