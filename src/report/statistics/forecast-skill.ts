import { type CalibrationBin, calibrate } from '../../domain/calibration-bins.ts';
import { type Forecast, type ForecastScore, scoreForecasts } from '../../domain/forecast-score.ts';
import type { Interval } from '../../domain/interval.ts';
import type { DecidedForecast } from '../folds/forecasts.ts';
import { clusterBootstrap } from './bootstrap.ts';
import { type ClusterTest, testClusters } from './cluster-test.ts';

/** How good forecasts are beside the market's own midpoint at the same moments. */
export type ForecastSkill = {
  /** Those beside a midpoint; both are scored on these alone. */
  readonly forecasts: number;
  readonly withoutMid: number;
  /** Stretches of time whose markets are decided together: the clusters of both intervals. */
  readonly windows: number;
  readonly model: Scored;
  readonly mid: Scored;
  /** Of the model less the midpoint: below 0 the model is better. */
  readonly brier: Difference;
  readonly logLoss: Difference;
};

export type Scored = { readonly score: ForecastScore; readonly bins: readonly CalibrationBin[] };

/** By window; neither interval nor test with fewer than two, or where a sure thing failed. */
export type Difference = {
  readonly mean: number;
  /** 95 %, one alone. */
  readonly interval: Interval | undefined;
  /** Of "the mean is 0", not corrected for others beside it. */
  readonly test: ClusterTest | undefined;
};

type Compared = DecidedForecast & { readonly mid: number };

const BINS = 10;

/**
 * Forecasts of one window share its outcome, however many they are: they are resampled together.
 * Undefined where none was made beside a midpoint. `seed` drives the resampling alone.
 */
export function measureSkill(
  windows: readonly (readonly DecidedForecast[])[],
  seed: number,
): ForecastSkill | undefined {
  const compared = windows
    .map((window) => window.filter((one): one is Compared => one.mid !== undefined))
    .filter((window) => window.length > 0);
  const all = compared.flat();
  const model = scored(all, ({ probability }) => probability);
  const mid = scored(all, (one) => one.mid);
  if (model === undefined || mid === undefined) return undefined;
  return {
    forecasts: all.length,
    withoutMid: windows.reduce((sum, window) => sum + window.length, 0) - all.length,
    windows: compared.length,
    model,
    mid,
    brier: difference(compared, squaredError, seed),
    logLoss: difference(compared, surprise, seed),
  };
}

function scored(
  all: readonly Compared[],
  probabilityOf: (one: Compared) => number,
): Scored | undefined {
  const forecasts = all.map(
    (one): Forecast => ({ probability: probabilityOf(one), happened: one.happened }),
  );
  const bins = calibrate(forecasts, BINS);
  const score = scoreForecasts(forecasts, bins);
  return score && { score, bins };
}

type Loss = (probability: number, happened: boolean) => number;

const squaredError: Loss = (probability, happened) => (probability - (happened ? 1 : 0)) ** 2;
const surprise: Loss = (probability, happened) =>
  -Math.log(happened ? probability : 1 - probability);

/** Of each forecast less that of the midpoint beside it, averaged over all forecasts. */
function difference(
  windows: readonly (readonly Compared[])[],
  loss: Loss,
  seed: number,
): Difference {
  const sums = Float64Array.from(windows, (window) =>
    window.reduce(
      (sum, { probability, mid, happened }) =>
        sum + loss(probability, happened) - loss(mid, happened),
      0,
    ),
  );
  const counts = Float64Array.from(windows, (window) => window.length);
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const mean = total(sums) / total(counts);
  if (!Number.isFinite(mean)) return { mean, interval: undefined, test: undefined };
  return {
    mean,
    interval: clusterBootstrap(sums, [counts, counts], seed)?.[0],
    test: testClusters(sums, counts, seed),
  };
}
