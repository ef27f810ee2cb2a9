import type { Forecast } from '../../domain/forecast-score.ts';
import type { LabeledRows } from '../labeled-rows.ts';
import type { ModelAbstention, ProbabilityModel } from '../probability-model.ts';
import { crossFit, type OutOfSample, type Trainer } from '../splits/cross-fit.ts';
import { purgedSplits, type SplitOptions } from '../splits/purged.ts';
import { type Calibration, calibrated, fitCalibration, UNCALIBRATED } from './calibration.ts';
import { type DepartingForecast, fitDeparture } from './departure.ts';

/** A model whose word is made to come true as often as it says. */
export class CalibratedModel implements ProbabilityModel {
  readonly model: ProbabilityModel;
  readonly calibration: Calibration;

  constructor(model: ProbabilityModel, calibration: Calibration) {
    this.model = model;
    this.calibration = calibration;
  }

  get inputs(): number {
    return this.model.inputs;
  }

  predict(features: Float64Array, offset = 0): number | ModelAbstention {
    const said = this.model.predict(features, offset);
    return typeof said === 'number' ? calibrated(this.calibration, said, offset) : said;
  }
}

/**
 * A trainer that calibrates: the calibration is fitted to what models of other markets said, the
 * model to all rows. Cross-fitted itself, no row's label reaches what is said of it by either way.
 */
export function calibratedTrainer(train: Trainer, options: SplitOptions): Trainer {
  return (rows) => new CalibratedModel(train(rows), calibrationOf(rows, train, options));
}

/**
 * Of what models of other markets said; none when there are fewer markets than groups. Of rows with
 * offsets only what the model adds to them is corrected: a line of all would undo the offsets.
 */
export function calibrationOf(
  rows: LabeledRows,
  train: Trainer,
  options: SplitOptions,
): Calibration {
  const markets = new Set(rows.markets).size;
  const { offsets } = rows;
  if (markets < options.groups) return offsets ? fitDeparture([], 0) : UNCALIBRATED;
  const said = crossFit(rows, purgedSplits(rows, options), train);
  return offsets
    ? fitDeparture(departingForecasts(said, rows, offsets), markets)
    : fitCalibration(forecastsOf(said, rows), markets);
}

/** What was said of rows, with what came; abstentions are left out. */
export function forecastsOf(said: readonly OutOfSample[], { labels }: LabeledRows): Forecast[] {
  return said.flatMap(({ row, said: probability }) =>
    typeof probability === 'number' ? { probability, happened: labels[row] === 1 } : [],
  );
}

function departingForecasts(
  said: readonly OutOfSample[],
  { labels }: LabeledRows,
  offsets: Float64Array,
): DepartingForecast[] {
  return said.flatMap(({ row, said: probability }) =>
    typeof probability === 'number'
      ? { probability, offset: offsets[row] as number, happened: labels[row] === 1 }
      : [],
  );
}
