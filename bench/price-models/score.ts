import { scoreForecasts } from '../../src/domain/forecast-score.ts';
import { clusterBootstrap } from '../../src/report/statistics/bootstrap.ts';
import type { Result } from '../section.ts';

/** A probability that a model said in a window, what another said there, and what came. */
export type Said = {
  readonly cluster: number;
  readonly probability: number;
  /** By the model that all are held against. */
  readonly reference: number;
  readonly happened: boolean;
};

const SEED = 1;

export const SCORE_HEADING = [
  'said',
  'windows',
  'came true',
  'mean said',
  'Brier',
  'log loss',
  'Brier less the first (95 %)',
] as const;

/** One line of the table; what is said in one window is resampled together. */
export function scoreOf(name: string, said: readonly Said[]): Result {
  const score = scoreForecasts(said, []);
  const clusters = [...Map.groupBy(said, ({ cluster }) => cluster).values()];
  const error = (probability: number, happened: boolean) => (probability - (happened ? 1 : 0)) ** 2;
  const sums = Float64Array.from(clusters, (members) =>
    members.reduce(
      (sum, { probability, reference, happened }) =>
        sum + error(probability, happened) - error(reference, happened),
      0,
    ),
  );
  const counts = Float64Array.from(clusters, ({ length }) => length);
  const interval = clusterBootstrap(sums, [counts, counts], SEED)?.[0];
  const mean = (of: (one: Said) => number) =>
    said.reduce((sum, one) => sum + of(one), 0) / said.length;
  const figures = {
    name,
    said: said.length,
    windows: clusters.length,
    cameTrue: mean(({ happened }) => (happened ? 1 : 0)),
    meanSaid: mean(({ probability }) => probability),
    brier: score?.brier,
    logLoss: score?.logLoss,
    difference: sums.reduce((sum, one) => sum + one, 0) / said.length,
    interval,
  };
  const difference =
    interval === undefined || figures.difference === 0
      ? '-'
      : `${signed(figures.difference)} (${signed(interval.low)} to ${signed(interval.high)})`;
  const cells = [
    name,
    String(said.length),
    String(clusters.length),
    figures.cameTrue.toFixed(3),
    figures.meanSaid.toFixed(3),
    (score?.brier ?? Number.NaN).toFixed(4),
    (score?.logLoss ?? Number.NaN).toFixed(3),
    difference,
  ];
  return { cells, figures };
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}
