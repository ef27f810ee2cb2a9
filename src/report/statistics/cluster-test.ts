import { normalBelow } from '../../domain/normal-distribution.ts';
import { clusterError } from './cluster-error.ts';
import { wildBootstrap } from './wild-bootstrap.ts';

/** From here on the error of the mean is as good as its formula. Cameron, Gelbach, Miller 2008. */
const MANY_CLUSTERS = 50;

/** A two-sided test of "the mean is 0", and which way the mean lies. */
export type ClusterTest = {
  readonly mean: number;
  readonly p: PValue;
};

export type PValue = {
  readonly value: number;
  readonly by: 'wild cluster bootstrap' | 'cluster-robust normal';
};

/**
 * Asks whether the mean of observations that hang together by cluster is 0. `sums` and `counts` are
 * by cluster; `seed` drives the resampling alone. Undefined for fewer than two clusters.
 */
export function testClusters(
  sums: Float64Array,
  counts: Float64Array,
  seed: number,
): ClusterTest | undefined {
  const error = clusterError(sums, counts);
  if (error === undefined) return undefined;
  const mean = total(sums) / total(counts);
  if (sums.length >= MANY_CLUSTERS) {
    const z = mean === 0 ? 0 : Math.abs(mean) / error;
    return { mean, p: { value: 2 * normalBelow(-z), by: 'cluster-robust normal' } };
  }
  const value = wildBootstrap(sums, counts, seed);
  return value === undefined ? undefined : { mean, p: { value, by: 'wild cluster bootstrap' } };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
