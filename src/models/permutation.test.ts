import { describe, expect, test } from 'vitest';
import { madeUpRows } from '../../test/support/labeled-rows.ts';
import { Random } from '../domain/random.ts';
import { calibratedTrainer } from './calibration/calibrated-model.ts';
import { LEARNERS, type LearnerKind } from './learners.ts';
import { dealtAnew, permutationTest } from './permutation.ts';
import type { Trainer } from './splits/cross-fit.ts';
import { forwardSplits, purgedSplits } from './splits/purged.ts';
import { trainTrees } from './trees/train.ts';

const made = { markets: 150, rowsPerMarket: 4, inputs: 3, seed: 8 };
const planted = madeUpRows({ ...made, slope: 4 });
const noise = madeUpRows({ ...made, slope: 0 });
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

/** What is said without any knowledge scores a quarter. */
const CHANCE = 0.25;

const trainers: Readonly<Record<LearnerKind, Trainer>> = {
  'online-logistic': LEARNERS['online-logistic'].train,
  // Small ones, as many are grown here.
  'boosted-trees': (rows) =>
    trainTrees(rows, rows.labels, { depth: 3, iterations: 20, rate: 0.1, minLeaf: 20, bins: 32 }),
};

describe.each(Object.entries(trainers))('%s', (_kind, train) => {
  const options = { rounds: 39, seed: 1 };

  test('finds a planted input, and none in labels that were dealt anew', () => {
    const splits = purgedSplits(planted, { groups: 5, embargo: 0 });
    const { brier, shuffled, pValue } = permutationTest(planted, splits, train, options);
    expect(brier).toBeLessThan(0.18);
    expect(mean(shuffled)).toBeGreaterThan(CHANCE - 0.005);
    expect(Math.min(...shuffled)).toBeGreaterThan(brier);
    expect(pValue).toBe(1 / 40);
  });

  test('finds nothing where there is nothing', () => {
    const splits = forwardSplits(noise, 5);
    const { brier, pValue } = permutationTest(noise, splits, train, options);
    expect(brier).toBeGreaterThan(CHANCE - 0.005);
    expect(pValue).toBeGreaterThan(0.1);
  });
});

test('what says always the same does as well as chance, not better', () => {
  const even: Trainer = ({ inputs }) => ({ inputs, predict: () => 0.5 });
  const splits = forwardSplits(noise, 4);
  const { shuffled, pValue } = permutationTest(noise, splits, even, { rounds: 9, seed: 2 });
  expect(shuffled).toEqual(Array(9).fill(CHANCE));
  expect(pValue).toBe(1);
});

test('calibration does not make skill of nothing either', () => {
  const train = calibratedTrainer(trainers['online-logistic'], { groups: 4, embargo: 0 });
  const splits = forwardSplits(noise, 4);
  const { brier, pValue } = permutationTest(noise, splits, train, { rounds: 19, seed: 2 });
  expect(brier).toBeGreaterThan(CHANCE - 0.005);
  expect(pValue).toBeGreaterThan(0.1);
});

test('a leak shows: rows split one by one seem to have skill on labels dealt anew', () => {
  const rowByRow = [0, 1].map((fold) => {
    const all = Int32Array.from(noise.labels.keys());
    return {
      train: all.filter((row) => row % 2 !== fold),
      test: all.filter((row) => row % 2 === fold),
    };
  });
  const train: Trainer = (rows) =>
    trainTrees(rows, rows.labels, { depth: 8, iterations: 20, rate: 0.3, minLeaf: 1, bins: 255 });
  const { shuffled } = permutationTest(noise, rowByRow, train, { rounds: 5, seed: 1 });
  expect(Math.max(...shuffled)).toBeLessThan(CHANCE - 0.03);
});

test('labels dealt anew are the same ones, whole markets at a time', () => {
  const labels = dealtAnew(planted, new Random(3));
  const ones = (of: Uint8Array) => of.reduce((sum, label) => sum + label, 0);
  expect(ones(labels)).toBe(ones(planted.labels));
  expect(labels).not.toEqual(planted.labels);
  for (let row = 0; row < planted.count; row++) expect(labels[row]).toBe(labels[row - (row % 4)]);
});
