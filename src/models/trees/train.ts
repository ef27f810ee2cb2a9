import { invariant } from '../../domain/invariant.ts';
import type { Rows } from '../labeled-rows.ts';
import { logistic } from '../probability-model.ts';
import { TrainingRange } from '../training-range.ts';
import { binned, MOST_CODES } from './bins.ts';
import { BoostedTrees } from './boosted-trees.ts';
import { Forest } from './forest.ts';
import { Grower, type GrowOptions } from './grow.ts';
import { MOST_DEPTH } from './scorer.ts';

export type TreeOptions = GrowOptions & {
  /** Trees. */
  readonly iterations: number;
  /** Parts into which an input is cut, at most. */
  readonly bins: number;
};

/** Rows from which on the trees may be deeper. */
const MANY_ROWS = 200;

/** Source system S0, §1.5; it says nothing of bins, and its library's default is 255. */
export function treeOptions(rows: number): TreeOptions {
  return rows < MANY_ROWS
    ? { depth: 3, iterations: 50, rate: 0.1, minLeaf: 5, bins: 255 }
    : { depth: 5, iterations: 200, rate: 0.05, minLeaf: 10, bins: 255 };
}

/**
 * Gradient-boosted trees for log loss: each tree is a Newton step from where those before it have
 * come (Friedman 2001; histograms as in Ke et al. 2017, "LightGBM"). No chance in it: the same rows
 * train the same trees. Labels are 1 where the first outcome came. Where rows have offsets, the
 * first tree begins there.
 * @throws InvariantError without rows, or when one has an input or its offset missing.
 */
export function trainTrees(
  rows: Rows,
  labels: Uint8Array,
  options: TreeOptions = treeOptions(rows.count),
): BoostedTrees {
  const { count, inputs, values, offsets } = rows;
  const { bins, depth, iterations } = options;
  invariant(count > 0 && labels.length === count, 'each row has a label, and there are rows');
  const isFit = bins >= 2 && bins * inputs <= MOST_CODES;
  invariant(
    isFit,
    `${inputs} inputs in 2 bins or more, and ${MOST_CODES} in all, not ${bins} each`,
  );
  invariant(depth <= MOST_DEPTH, `trees of depth ${MOST_DEPTH} at most, got ${depth}`);
  const isWhole = values.every(Number.isFinite) && (offsets?.every(Number.isFinite) ?? true);
  invariant(isWhole, 'rows with a missing input are left out of training');
  const base = offsets === undefined ? baseOf(labels) : 0;
  const logOdds = offsets?.slice() ?? new Float64Array(count).fill(base);
  const slopes = { first: new Float64Array(count), second: new Float64Array(count) };
  const grower = new Grower(binned(rows, bins), slopes, options);
  const forest = new Forest();
  for (let tree = 0; tree < iterations; tree++) {
    for (let row = 0; row < count; row++) {
      const probability = logistic(logOdds[row] as number);
      slopes.first[row] = probability - (labels[row] as number);
      slopes.second[row] = probability * (1 - probability);
    }
    grower.grow(forest, logOdds);
  }
  const range = new TrainingRange(inputs);
  for (let row = 0; row < count; row++) range.widen(values, row * inputs);
  const model = BoostedTrees.restore({
    kind: 'boosted-trees',
    inputs,
    examples: count,
    base,
    forest: forest.save(),
    range: range.save(),
  });
  invariant(model.ok, 'what was just trained can be restored');
  return model.value;
}

/** Log odds of the labels' mean, with half a row of each kind: finite also when all are alike. */
function baseOf(labels: Uint8Array): number {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  return Math.log((ones + 0.5) / (labels.length - ones + 0.5));
}
