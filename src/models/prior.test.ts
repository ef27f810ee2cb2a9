import { describe, expect, test } from 'vitest';
import { pricedRows } from '../../test/support/labeled-rows.ts';
import { scoreForecasts } from '../domain/forecast-score.ts';
import { Random } from '../domain/random.ts';
import { calibratedTrainer, forecastsOf } from './calibration/calibrated-model.ts';
import { featuresOf, type LabeledRows, selectRows } from './labeled-rows.ts';
import { LEARNERS, type LearnerKind } from './learners.ts';
import { OnlineLogistic } from './online-logistic.ts';
import { dealtAnew, permutationTest } from './permutation.ts';
import { logistic } from './probability-model.ts';
import { crossFit, type Trainer } from './splits/cross-fit.ts';
import { purgedSplits } from './splits/purged.ts';
import { trainTrees } from './trees/train.ts';

const made = { markets: 400, rowsPerMarket: 3, inputs: 6, seed: 2 };
/** Nothing but the price tells anything; and where the first input tells more. */
const fair = pricedRows({ ...made, slope: 0 });
const beatable = pricedRows({ ...made, slope: 2 });

const SPLITS = { groups: 4, embargo: 0 };
const learners: Readonly<Record<LearnerKind, Trainer>> = {
  'online-logistic': LEARNERS['online-logistic'].train,
  // Small ones, as many are grown here.
  'boosted-trees': (rows) =>
    trainTrees(rows, rows.labels, { depth: 3, iterations: 20, rate: 0.1, minLeaf: 20, bins: 32 }),
};

function brierOf(rows: LabeledRows, train: Trainer): number {
  const said = crossFit(rows, purgedSplits(rows, SPLITS), train);
  expect(said.every((one) => typeof one.said === 'number')).toBe(true);
  return scoreForecasts(forecastsOf(said, rows), [])!.brier;
}

/** Says the offset. */
const market: Trainer = ({ inputs }) => ({ inputs, predict: (_, offset = 0) => logistic(offset) });
const withoutOffset = ({ offsets: _, ...rows }: LabeledRows): LabeledRows => rows;

describe.each(Object.entries(learners))('%s that begins at the price', (_kind, learner) => {
  const train = calibratedTrainer(learner, SPLITS);

  test('is no worse than it where nothing more is to be known; one that begins at none is', () => {
    const priced = brierOf(fair, market);
    expect(brierOf(fair, train)).toBeLessThan(priced + 0.001);
    expect(brierOf(withoutOffset(fair), train)).toBeGreaterThan(priced + 0.003);
  });

  test('still finds a planted input, and knows more than the price', () => {
    expect(brierOf(beatable, train)).toBeLessThan(brierOf(beatable, market) - 0.02);
  });

  test('has no skill beyond the price on labels that were dealt anew', () => {
    const random = new Random(1);
    let gained = 0;
    for (let round = 0; round < 8; round++) {
      const dealt = { ...beatable, labels: dealtAnew(beatable, random) };
      gained += brierOf(dealt, market) - brierOf(dealt, train);
    }
    expect(gained / 8).toBeLessThan(0.001);
  });

  test('is better than on any labels dealt anew only where there is something to know', () => {
    const pValue = (rows: LabeledRows) =>
      permutationTest(rows, purgedSplits(rows, SPLITS), learner, { rounds: 19, seed: 1 }).pValue;
    expect(pValue(beatable)).toBe(1 / 20);
    expect(pValue(fair)).toBeGreaterThan(0.1);
  });
});

test('the online learner learns each row from its own price', () => {
  const rows = selectRows(beatable, Int32Array.of(0, 1, 2, 3));
  const byHand = new OnlineLogistic(rows.inputs);
  for (let row = 0; row < rows.count; row++) {
    byHand.learn(featuresOf(rows, row), rows.labels[row] === 1, rows.offsets![row]);
  }
  expect(LEARNERS['online-logistic'].train(rows).save()).toEqual(byHand.save());
});

test('labels dealt anew leave the price worth what it was', () => {
  const random = new Random(2);
  const before = brierOf(fair, market);
  const after = brierOf({ ...fair, labels: dealtAnew(fair, random) }, market);
  expect(after).toBeCloseTo(before, 1);
  const anyhow = { ...fair, labels: dealtAnew(withoutOffset(fair), random) };
  expect(brierOf(anyhow, market)).toBeGreaterThan(before + 0.05);
});
