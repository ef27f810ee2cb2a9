import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Forecast, scoreForecasts, unbiasedReliability } from '../../domain/forecast-score.ts';
import { clusterBootstrap } from './bootstrap.ts';
import { calibrate } from './calibration.ts';
import { clusterError } from './cluster-error.ts';
import { wilson } from './wilson.ts';

describe('Wilson interval', () => {
  test('reproduces 57 of 100', () => {
    const { low, high } = wilson(57, 100, 1.959963985)!;
    expect(low).toBeCloseTo(0.4721538954694098, 12);
    expect(high).toBeCloseTo(0.6626670147792713, 12);
  });

  test('is undefined without trials and stays inside [0, 1]', () => {
    expect(wilson(0, 0)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const trials = Math.max(a, b) + 1;
        const { low, high } = wilson(Math.min(a, b), trials)!;
        const share = Math.min(a, b) / trials;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });

  test('refuses more successes than trials', () => {
    expect(() => wilson(3, 2)).toThrow('3 successes in 2 trials');
  });
});

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
    // 1.96 standard errors of a fair coin over 5,000 tosses.
    expect(mean.low).toBeCloseTo(-1.96 / Math.sqrt(5_000), 2);
    expect(mean.high).toBeCloseTo(1.96 / Math.sqrt(5_000), 2);
  });

  test('refuses columns of different length', () => {
    expect(() => clusterBootstrap(sums, [sums, new Float64Array(2)], 1)).toThrow(
      'one entry for each',
    );
  });
});

describe('calibration', () => {
  const forecasts: Forecast[] = [
    [0.2, 50, 8],
    [0.5, 30, 18],
    [0.8, 20, 15],
  ].flatMap(([probability = 0, n = 0, wins = 0]) =>
    Array.from({ length: n }, (_, i) => ({ probability, happened: i < wins })),
  );
  const bins = calibrate(forecasts, 10);
  const score = scoreForecasts(forecasts, bins)!;

  test('reproduces the Brier score and its parts', () => {
    expect(score.brier).toBeCloseTo(0.181, 12);
    expect(score.reliability).toBeCloseTo(0.0043, 12);
    expect(score.resolution).toBeCloseTo(0.0652, 12);
    expect(score.uncertainty).toBeCloseTo(0.2419, 12);
    expect(score.withinBins).toBeCloseTo(0, 12);
  });

  test('reproduces the log-loss and the calibration error beside that of chance', () => {
    expect(score.logLoss).toBeCloseTo(0.544362907, 9);
    expect(score.calibrationError).toBeCloseTo(0.06, 12);
    expect(score.calibrationErrorByChance).toBeCloseTo(0.05869154488, 10);
  });

  test('reproduces the reliability without its bias, unknown where a bin has one forecast', () => {
    expect(unbiasedReliability(bins)).toBeCloseTo(-0.001527871403, 12);
    expect(unbiasedReliability([])).toBeUndefined();
    const one = calibrate([{ probability: 0.5, happened: true }], 10);
    expect(unbiasedReliability(one)).toBeUndefined();
  });

  test('bins by price, edges to the upper bin, 1 to the last', () => {
    const edge = calibrate(
      [0.3, 0.6, 0.7, 0.29999, 1].map((probability) => ({ probability, happened: true })),
      10,
    );
    expect(edge.map(({ from, count }) => [from, count])).toEqual([
      [0.2, 1],
      [0.3, 1],
      [0.6, 1],
      [0.7, 1],
      [0.9, 1],
    ]);
  });

  test('tells what forecasts vary within their bins', () => {
    const mixed = [0.51, 0.59].map((probability, i) => ({ probability, happened: i === 1 }));
    const within = scoreForecasts(mixed, calibrate(mixed, 10))!.withinBins;
    expect(within).not.toBeCloseTo(0, 6);
  });

  test('without forecasts has neither bins nor scores', () => {
    expect(calibrate([], 10)).toEqual([]);
    expect(scoreForecasts([], [])).toBeUndefined();
  });
});
