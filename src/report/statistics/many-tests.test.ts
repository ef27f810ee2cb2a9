import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import {
  deflatedSharpe,
  probableSharpe,
  sampleReturns,
  sharpeByChance,
} from './deflated-sharpe.ts';
import { correctForMany } from './false-discovery.ts';
import { measureOverfitting } from './overfitting.ts';
import { wildBootstrap } from './wild-bootstrap.ts';

describe('false discoveries', () => {
  const pValues = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];

  test('reproduces Benjamini and Hochberg', () => {
    const corrected = correctForMany(pValues, 'benjamini-hochberg');
    const expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057, 0.216, 0.216, 0.216];
    for (const [i, p] of corrected.entries()) expect(p).toBeCloseTo(expected[i]!, 4);
    expect(corrected.filter((p) => p <= 0.05)).toHaveLength(2);
  });

  test('whatever they have to do with each other, by the sum of 1/i', () => {
    const corrected = correctForMany(pValues, 'benjamini-yekutieli');
    expect(corrected[0]).toBeCloseTo(0.01 * 2.9289682539682538, 12);
    expect(corrected[1]).toBeCloseTo(0.04 * 2.9289682539682538, 12);
    expect(corrected.filter((p) => p <= 0.05)).toHaveLength(1);
  });

  test('keeps the order given, is never below the p-value nor above 1', () => {
    expect(correctForMany([0.5, 0.01], 'benjamini-hochberg')).toEqual([0.5, 0.02]);
    expect(correctForMany([], 'benjamini-yekutieli')).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const mild = correctForMany(ps, 'benjamini-hochberg');
        const strict = correctForMany(ps, 'benjamini-yekutieli');
        for (const [i, p] of ps.entries()) {
          expect(mild[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(strict[i]).toBeGreaterThanOrEqual(mild[i]!);
          expect(strict[i]).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(() => correctForMany([1.5], 'benjamini-hochberg')).toThrow('no p-value');
  });
});

describe('deflated Sharpe ratio', () => {
  const sample = { sharpe: 2.5 / Math.sqrt(250), periods: 1250, skewness: -3, kurtosis: 10 };
  const trials = { count: 100, variance: 0.5 / 250 };

  test('reproduces the example of the paper', () => {
    expect(sharpeByChance(trials)).toBeCloseTo(0.1131720019, 10);
    expect(deflatedSharpe(sample, trials)).toBeCloseTo(0.9003968344, 10);
    expect(probableSharpe(sample, 0)).toBeCloseTo(0.9999968595, 10);
  });

  test('is of returns, whose moments it takes', () => {
    // By hand: mean 3, deviations -2 -1 -1 4, squares 22.
    const { sharpe, periods, skewness, kurtosis } = sampleReturns([1, 2, 2, 7])!;
    expect(sharpe).toBeCloseTo(3 / Math.sqrt(22 / 3), 12);
    expect(periods).toBe(4);
    expect(skewness).toBeCloseTo(54 / 4 / 5.5 ** 1.5, 12);
    expect(kurtosis).toBeCloseTo(274 / 4 / 5.5 ** 2, 12);
    expect(sampleReturns([1, 1, 1])).toBeUndefined();
    expect(sampleReturns([])).toBeUndefined();
  });

  test('of a single trial there is nothing to deflate', () => {
    expect(sharpeByChance({ count: 1, variance: 0.5 })).toBe(0);
    expect(deflatedSharpe(sample, { ...trials, count: 1 })).toBe(probableSharpe(sample, 0));
  });
});

describe('overfitting', () => {
  const returns = [
    [-0.19, -0.13, 0.18],
    [0.09, 0.18, -0.09],
    [-0.22, -0.12, 0.18],
    [-0.14, -0.09, -0.05],
  ];

  test('reproduces ranks and probability of four blocks of three strategies', () => {
    const { probability, ranks } = measureOverfitting(returns, 4);
    expect(ranks).toEqual([3, 1, 3, 3, 2, 3]);
    expect(probability).toBeCloseTo(1 / 3, 12);
  });

  test('cuts rows into blocks of time', () => {
    const finer = returns.flatMap((row) => [row.map((r) => r - 1), row.map(() => 1)]);
    expect(measureOverfitting(finer, 4)).toEqual(measureOverfitting(returns, 4));
    const sixteen = Array.from({ length: 32 }, (_, i) => [i % 3, (i * 7) % 5]);
    expect(measureOverfitting(sixteen, 16).splits).toBe(12_870);
  });

  test('one that is always better is no accident, noise is one half of the time', () => {
    const better = Array.from({ length: 8 }, (_, i) => [i % 2, (i % 2) + 1]);
    expect(measureOverfitting(better, 8).probability).toBe(0);
    const random = new Random(5);
    const noise = Array.from({ length: 200 }, () =>
      Array.from({ length: 20 }, () => random.float() - 0.5),
    );
    const { probability } = measureOverfitting(noise, 10);
    expect(probability).toBeGreaterThan(0.2);
    expect(probability).toBeLessThan(0.9);
  });

  test('refuses what is no choice, and what cannot be cut in halves', () => {
    expect(() => measureOverfitting([[1], [2]], 2)).toThrow('two strategies');
    expect(() => measureOverfitting(returns, 3)).toThrow('even');
    expect(() => measureOverfitting(returns, 6)).toThrow('cannot be cut');
    expect(() => measureOverfitting([[1, 2], [1]], 2)).toThrow('every period');
  });
});

describe('wild bootstrap', () => {
  const one = (values: readonly number[]) => {
    const sums = Float64Array.from(values);
    return wildBootstrap(
      sums,
      sums.map(() => 1),
      1,
    );
  };

  test('counts all flips of few clusters: those that are as far out', () => {
    // All of one sign: only it and its mirror are as far out.
    expect(one([1, 2, 3, 4])).toBe(2 / 16);
    expect(one([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])).toBe(2 / 1024);
    expect(one([1, 1, 1])).toBe(2 / 8);
    // |mean| of 1, 2, -3 is 0: everything is as far.
    expect(one([1, 2, -3])).toBe(1);
  });

  test('of the clusters of the formula sheet', () => {
    const sums = Float64Array.of(6, 1, 4, -3, 4);
    // Counted in fractions: of all 32 flips 8 are as far from 0, in units of their own error.
    expect(wildBootstrap(sums, Float64Array.of(3, 2, 1, 3, 2), 1)).toBe(8 / 32);
  });

  test('draws by its seed from many, and never says 0', () => {
    const many = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 3));
    const ones = many.map(() => 1);
    expect(wildBootstrap(many, ones, 1)).toBe(1 / 10_000);
    const noise = many.map((_, i) => (i % 2 === 0 ? 1 : -1) * (1 + (i % 3)));
    expect(wildBootstrap(noise, ones, 7)).toBe(wildBootstrap(noise, ones, 7));
    expect(wildBootstrap(noise, ones, 7)).toBeGreaterThan(0.5);
  });

  test('is right one time in twenty at 5 % when there is nothing', () => {
    const random = new Random(11);
    let rejected = 0;
    for (let i = 0; i < 400; i++) {
      if (one(Array.from({ length: 10 }, () => random.float() - 0.5))! <= 0.05) rejected++;
    }
    expect(rejected / 400).toBeGreaterThan(0.025);
    expect(rejected / 400).toBeLessThan(0.085);
  });

  test('is undefined for fewer than two clusters', () => {
    expect(one([3])).toBeUndefined();
    expect(one([])).toBeUndefined();
  });
});
