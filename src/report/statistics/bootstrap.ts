import { CONFIDENCE, type Interval } from '../../domain/interval.ts';
import { invariant } from '../../domain/invariant.ts';
import { Random } from '../../domain/random.ts';

const RESAMPLES = 10_000;
const FEWEST_RESAMPLES = 2_000;
const MOST_DRAWS = 20_000_000;

/** Below this many clusters a percentile interval is too narrow to be relied on. */
export const RELIABLE_CLUSTERS = 30;

/**
 * Percentile bootstrap of two ratios of sums: whole clusters are drawn with replacement, and each
 * ratio is (sum of numerators) / (sum of its denominators) over the draw. Both share the draws.
 * Denominators are positive. Undefined for fewer than two clusters. Cameron, Gelbach, Miller 2008.
 * The same seed gives the same intervals.
 */
export function clusterBootstrap(
  numerators: Float64Array,
  denominators: readonly [Float64Array, Float64Array],
  seed: number,
  resamples: number = resamplesFor(numerators.length),
): [Interval, Interval] | undefined {
  const clusters = numerators.length;
  const [first, second] = denominators;
  invariant(
    first.length === clusters && second.length === clusters,
    'every denominator column has one entry for each cluster',
  );
  if (clusters < 2) return undefined;
  const random = new Random(seed, 'cluster-bootstrap');
  const firstRatios = new Float64Array(resamples);
  const secondRatios = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let numerator = 0;
    let firstSum = 0;
    let secondSum = 0;
    for (let i = 0; i < clusters; i++) {
      const g = random.integer(clusters);
      numerator += numerators[g] as number;
      firstSum += first[g] as number;
      secondSum += second[g] as number;
    }
    firstRatios[b] = numerator / firstSum;
    secondRatios[b] = numerator / secondSum;
  }
  return [percentiles(firstRatios), percentiles(secondRatios)];
}

/**
 * The same of any statistic of sums: `columns` hold one sum for each cluster, `statistic` gets
 * those of a draw, in the same order. Draws of which it makes no number are left out; undefined
 * where they are more than one in twenty, or with fewer than two clusters.
 */
export function clusterBootstrapOf(
  columns: readonly Float64Array[],
  statistic: (sums: Float64Array) => number,
  seed: number,
): Interval | undefined {
  const clusters = columns[0]?.length ?? 0;
  if (clusters < 2) return undefined;
  const random = new Random(seed, 'cluster-bootstrap');
  const resamples = resamplesFor(clusters);
  const values = new Float64Array(resamples);
  const sums = new Float64Array(columns.length);
  let known = 0;
  for (let b = 0; b < resamples; b++) {
    sums.fill(0);
    for (let i = 0; i < clusters; i++) {
      const g = random.integer(clusters);
      for (let c = 0; c < sums.length; c++) {
        sums[c] = (sums[c] as number) + ((columns[c] as Float64Array)[g] as number);
      }
    }
    const value = statistic(sums);
    if (Number.isFinite(value)) values[known++] = value;
  }
  return known < 0.95 * resamples ? undefined : percentiles(values.slice(0, known));
}

/** Fewer for very many clusters, so that a report stays a matter of seconds. */
function resamplesFor(clusters: number): number {
  return Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(MOST_DRAWS / clusters)));
}

/** The central 95 % of the values; sorts them in place. */
function percentiles(values: Float64Array): Interval {
  values.sort();
  // Whole numbers of values are cut off each tail: 500 of 20,000, never a rounding away of one.
  const cut = Math.round(((1 - CONFIDENCE) / 2) * values.length);
  return { low: values[cut] ?? Number.NaN, high: values[values.length - 1 - cut] ?? Number.NaN };
}
