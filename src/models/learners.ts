import type { Result } from '../domain/result.ts';
import { featuresOf, type LabeledRows } from './labeled-rows.ts';
import { OnlineLogistic, type SavedOnline } from './online-logistic.ts';
import type { ProbabilityModel } from './probability-model.ts';
import { corrupt } from './saved.ts';
import { BoostedTrees, type SavedTrees } from './trees/boosted-trees.ts';
import { trainTrees } from './trees/train.ts';

export type SavedModel = SavedOnline | SavedTrees;
export type LearnerKind = SavedModel['kind'];

type Learner = {
  readonly train: (rows: LabeledRows) => OnlineLogistic | BoostedTrees;
  readonly restore: (saved: unknown) => Result<ProbabilityModel>;
};

/** The learners by name: train on rows, and restore what was saved. */
export const LEARNERS: Readonly<Record<LearnerKind, Learner>> = {
  'online-logistic': { train: trainOnline, restore: OnlineLogistic.restore },
  'boosted-trees': {
    train: (rows) => trainTrees(rows, rows.labels),
    restore: BoostedTrees.restore,
  },
};

/** Whatever learner it is of; `model_corrupt` when it is of none. */
export function restoreModel(saved: unknown): Result<ProbabilityModel> {
  const kind = (saved as Partial<SavedModel> | undefined)?.kind ?? '';
  return Object.hasOwn(LEARNERS, kind)
    ? LEARNERS[kind as LearnerKind].restore(saved)
    : corrupt('kind');
}

/** Each row once, in the order in which windows closed: as it would have learned them live. */
function trainOnline(rows: LabeledRows): OnlineLogistic {
  const model = new OnlineLogistic(rows.inputs);
  const closing = [...rows.labels.keys()].sort(
    (a, b) => (rows.until[a] as number) - (rows.until[b] as number),
  );
  for (const row of closing) {
    model.learn(featuresOf(rows, row), rows.labels[row] === 1, rows.offsets?.[row]);
  }
  return model;
}
