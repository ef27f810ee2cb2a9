import { invariant } from '../../domain/invariant.ts';
import { Random } from '../../domain/random.ts';
import { CONFIDENCE, type Interval } from './interval.ts';

export const RESAMPLES = 10_000;

/** Below this many clusters a percentile interval is too narrow to be relied on. */
export const RELIABLE_CLUSTERS = 30;

/**
 * Percentile bootstrap of ratios of sums: whole clusters are drawn with replacement, and each
 * ratio is (sum of numerators) / (sum of its denominators) over the draw. All ratios share the
 * draws. Denominators are positive. Undefined for fewer than two clusters. Cameron, Gelbach,
 * Miller 2008. The same seed gives the same intervals.
 */
export function clusterBootstrap(
  numerators: Float64Array,
  denominators: readonly Float64Array[],
  seed: number,
  resamples: number = RESAMPLES,
): Interval[] | undefined {
  const clusters = numerators.length;
  invariant(
    denominators.every((column) => column.length === clusters),
    'every denominator column has one entry for each cluster',
  );
  if (clusters < 2) return undefined;
  const random = new Random(seed, 'cluster-bootstrap');
  const ratios = denominators.map(() => new Float64Array(resamples));
  const drawn = new Float64Array(denominators.length);
  for (let b = 0; b < resamples; b++) {
    let numerator = 0;
    drawn.fill(0);
    for (let i = 0; i < clusters; i++) {
      const g = random.integer(clusters);
      numerator += numerators[g] ?? 0;
      for (let d = 0; d < drawn.length; d++) {
        drawn[d] = (drawn[d] ?? 0) + (denominators[d]?.[g] ?? 0);
      }
    }
    for (let d = 0; d < drawn.length; d++) {
      const column = ratios[d];
      if (column !== undefined) column[b] = numerator / (drawn[d] ?? Number.NaN);
    }
  }
  return ratios.map(percentiles);
}

/** The central 95 % of the values; sorts them in place. */
function percentiles(values: Float64Array): Interval {
  values.sort();
  // Whole numbers of values are cut off each tail: 500 of 20,000, never a rounding away of one.
  const cut = Math.round(((1 - CONFIDENCE) / 2) * values.length);
  return { low: values[cut] ?? Number.NaN, high: values[values.length - 1 - cut] ?? Number.NaN };
}
