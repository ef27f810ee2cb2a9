import { type Forecast, type ForecastScore, scoreForecasts } from '../domain/forecast-score.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import { calibratedTrainer, calibrationOf, forecastsOf } from './calibration/calibrated-model.ts';
import { equalMassBins } from './calibration/equal-mass-bins.ts';
import { driftReference } from './drift.ts';
import { completeRows, hashRows, type LabeledRows, withOffset } from './labeled-rows.ts';
import { LEARNERS, type LearnerKind } from './learners.ts';
import { withInputs } from './learning/known-inputs.ts';
import { needsTraining, type Registry, registered } from './registry.ts';
import { crossFit } from './splits/cross-fit.ts';
import { forwardSplits, type SplitOptions } from './splits/purged.ts';

export type RetrainOptions = {
  readonly kind: LearnerKind;
  /** Of the calibration, and of the forward splits that give the metrics. */
  readonly splits: SplitOptions;
  /**
   * What earlier versions said of markets before they were settled: scored in place of trainings
   * forward in time, which cost many times the training itself.
   */
  readonly tried?: readonly Forecast[];
  readonly madeAt: Timestamp;
  /** What it takes of a row, by number; undefined: all. */
  readonly inputs?: readonly number[];
  /** Which input of a row is the log odds that the model begins with; undefined: even odds. */
  readonly offset?: number | undefined;
};

/** Below it nothing is trained: source system S0, §1.5. */
const LEAST_MARKETS = 10;
const BINS = 10;

/**
 * The registry with a model of these rows, calibrated, and scored forward in time on markets that
 * neither had seen. Rows with a missing input or offset are left out. As it is when the rows are
 * those of its newest version.
 */
export function retrained(
  registry: Registry,
  given: LabeledRows,
  options: RetrainOptions,
): Result<Registry> {
  const { kind, splits, tried, madeAt, offset } = options;
  const { inputs = [...Array(given.inputs).keys()] } = options;
  const begun = offset === undefined ? given : withOffset(given, offset);
  const rows = completeRows(withInputs(begun, inputs));
  const settledMarkets = new Set(rows.markets).size;
  if (settledMarkets < LEAST_MARKETS) {
    const message = `${settledMarkets} settled markets are too few for model ${registry.subject}`;
    return refuse('markets_few', `${message}: ${LEAST_MARKETS} are needed, wait for more`);
  }
  const dataHash = hashRows(rows);
  if (!needsTraining(registry, dataHash)) return ok(registry);
  const { train } = LEARNERS[kind];
  const made = {
    madeAt,
    dataHash,
    inputs,
    offset,
    rows: rows.count,
    incompleteRows: given.count - rows.count,
    settledMarkets,
    model: train(rows).save(),
    calibration: calibrationOf(rows, train, splits),
    metrics: scored(tried ?? triedForward(rows, kind, splits)),
    drift: driftReference(rows),
  };
  return ok(registered(registry, made));
}

/** Nothing when every row abstained, or there are fewer markets than groups. */
function triedForward(rows: LabeledRows, kind: LearnerKind, splits: SplitOptions): Forecast[] {
  if (new Set(rows.markets).size < splits.groups) return [];
  const train = calibratedTrainer(LEARNERS[kind].train, splits);
  const said = crossFit(rows, forwardSplits(rows, splits.groups), train);
  return forecastsOf(said, rows);
}

function scored(forecasts: readonly Forecast[]): ForecastScore | undefined {
  return scoreForecasts(forecasts, equalMassBins(forecasts, BINS));
}
