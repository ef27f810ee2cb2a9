import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeUpRows, pricedRows } from '../../../test/support/labeled-rows.ts';
import { featuresOf, hashRows, type LabeledRows } from '../labeled-rows.ts';
import type { ProbabilityModel } from '../probability-model.ts';
import { trainTrees } from '../trees/train.ts';
import { crossFit, type OutOfSample, type Trainer } from './cross-fit.ts';
import { forwardSplits, purgedSplits, type Split } from './purged.ts';

const rows = madeUpRows({ markets: 40, rowsPerMarket: 5, inputs: 2, seed: 2, slope: 0 });

/** Knows the label of each market that it has seen, by the market's own input, and no more. */
const memorizer: Trainer = (known): ProbabilityModel => {
  const labels = new Map<number, number>();
  for (let row = 0; row < known.count; row++) {
    labels.set(featuresOf(known, row)[0]!, known.labels[row]!);
  }
  return { inputs: known.inputs, predict: ([own = 0]) => labels.get(own) ?? 0.5 };
};

const mistakes = (said: readonly OutOfSample[], { labels }: LabeledRows) =>
  said.filter((one) => one.said !== labels[one.row]).length;

/** The fault of the source system: rows of one market on both sides. */
const rowByRow: Split[] = [0, 1, 2].map((fold) => {
  const all = Int32Array.from({ length: rows.count }, (_, row) => row);
  return {
    train: all.filter((row) => row % 3 !== fold),
    test: all.filter((row) => row % 3 === fold),
  };
});

test('remembered markets look like skill when rows are split, and not when markets are', () => {
  expect(mistakes(crossFit(rows, rowByRow, memorizer), rows)).toBe(0);
  for (const splits of [purgedSplits(rows, { groups: 5, embargo: 0 }), forwardSplits(rows, 5)]) {
    const said = crossFit(rows, splits, memorizer);
    expect(said.every((one) => one.said === 0.5)).toBe(true);
  }
});

test('no label of a market moves what is said of it', () => {
  const small = madeUpRows({ markets: 12, rowsPerMarket: 2, inputs: 2, seed: 4, slope: 3 });
  const splits = purgedSplits(small, { groups: 4, embargo: 0 });
  const options = { depth: 2, iterations: 3, rate: 0.3, minLeaf: 1, bins: 16 };
  const train: Trainer = (known) => trainTrees(known, known.labels, options);
  const before = crossFit(small, splits, train);
  fc.assert(
    fc.property(fc.nat(11), (market) => {
      const flip = (label: number, row: number) =>
        small.markets[row] === market ? 1 - label : label;
      const after = crossFit({ ...small, labels: small.labels.map(flip) }, splits, train);
      const own = ({ row }: OutOfSample) => small.markets[row] === market;
      expect(after.filter(own)).toEqual(before.filter(own));
    }),
  );
});

test('each row is asked once, and a trainer is given the rows of its split and no others', () => {
  const splits = purgedSplits(rows, { groups: 4, embargo: 0 });
  const given: number[] = [];
  const said = crossFit(rows, splits, (known) => {
    given.push(known.count);
    return memorizer(known);
  });
  expect(given).toEqual(splits.map(({ train }) => train.length));
  expect(said.map(({ row }) => row).sort((a, b) => a - b)).toEqual([...rows.labels.keys()]);
});

test('with nothing to train on nothing is said', () => {
  // The first market is the second one's neighbor.
  const two = madeUpRows({ markets: 2, rowsPerMarket: 1, inputs: 1, seed: 1, slope: 0 });
  expect(crossFit(two, forwardSplits(two, 2), memorizer)).toEqual([{ row: 1, said: 'untrained' }]);
});

test('a row that is asked for is told with its offset', () => {
  const two = pricedRows({ markets: 2, rowsPerMarket: 1, inputs: 1, seed: 1, slope: 0 });
  const parrot: Trainer = ({ inputs }) => ({ inputs, predict: (_, offset = 0) => offset });
  const splits = [{ train: Int32Array.of(0), test: Int32Array.of(1) }];
  expect(crossFit(two, splits, parrot)).toEqual([{ row: 1, said: two.offsets?.[1] }]);
});

test('a hash of rows changes with each of their numbers', () => {
  const hash = hashRows(rows);
  expect(hashRows({ ...rows })).toBe(hash);
  for (const column of ['values', 'labels', 'markets', 'from', 'until'] as const) {
    const changed = rows[column].slice();
    changed[7] = changed[7]! === 1 ? 0 : 1;
    expect(hashRows({ ...rows, [column]: changed })).not.toBe(hash);
  }
});
