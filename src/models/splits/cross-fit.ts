import { featuresOf, type LabeledRows, selectRows } from '../labeled-rows.ts';
import type { ModelAbstention, ProbabilityModel } from '../probability-model.ts';
import type { Split } from './purged.ts';

/** Makes a model of rows; it never sees any others. */
export type Trainer = (rows: LabeledRows) => ProbabilityModel;

/** What a model said of a row that it was not trained on. */
export type OutOfSample = {
  readonly row: number;
  readonly said: number | ModelAbstention;
};

/**
 * Trains a model for each split, and asks it for the rows held out: nothing that it returns was
 * said of a row that was trained on. A split that leaves nothing to train on says `untrained`.
 */
export function crossFit(
  rows: LabeledRows,
  splits: readonly Split[],
  train: Trainer,
): OutOfSample[] {
  return splits.flatMap(({ train: known, test }) => {
    const model = known.length === 0 ? undefined : train(selectRows(rows, known));
    return Array.from(test, (row) => ({
      row,
      said: model?.predict(featuresOf(rows, row), rows.offsets?.[row]) ?? 'untrained',
    }));
  });
}
