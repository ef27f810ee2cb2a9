import { Random } from '../../domain/random.ts';
import { clusterError } from './cluster-error.ts';

/** Up to here all 2^G draws are made, and the result does not depend on the seed. */
const ENUMERATED_CLUSTERS = 12;
const DRAWS = 9_999;

/**
 * Two-sided p-value of "the mean is 0" when there are few clusters: the signs of whole clusters are
 * flipped at random (Rademacher weights, the null imposed), and it is asked how often |t| is then
 * at least what it is. Cameron, Gelbach, Miller 2008, section III. `sums` and `counts` are by
 * cluster. Undefined for fewer than two clusters. With G clusters no p is below 2 / 2^G.
 */
export function wildBootstrap(
  sums: Float64Array,
  counts: Float64Array,
  seed: number,
): number | undefined {
  const clusters = sums.length;
  const seen = tOf(sums, counts);
  if (seen === undefined) return undefined;
  const flipped = new Float64Array(clusters);
  const isAsFar = (signOf: (cluster: number) => boolean): boolean => {
    for (let g = 0; g < clusters; g++) {
      const sum = sums[g] as number;
      flipped[g] = signOf(g) ? -sum : sum;
    }
    // Less than rounding apart is not apart.
    return Math.abs(tOf(flipped, counts) ?? 0) >= Math.abs(seen) * (1 - 1e-12);
  };
  let asFar = 0;
  if (clusters <= ENUMERATED_CLUSTERS) {
    const all = 2 ** clusters;
    for (let draw = 0; draw < all; draw++) {
      if (isAsFar((g) => ((draw >> g) & 1) === 1)) asFar++;
    }
    return asFar / all;
  }
  const random = new Random(seed, 'wild-bootstrap');
  for (let draw = 0; draw < DRAWS; draw++) {
    if (isAsFar(() => random.integer(2) === 1)) asFar++;
  }
  // What was seen is itself one of the draws: no p is 0.
  return (asFar + 1) / (DRAWS + 1);
}

/** Mean over its error; infinite where all clusters say the same, 0 where all say nothing. */
function tOf(sums: Float64Array, counts: Float64Array): number | undefined {
  const error = clusterError(sums, counts);
  if (error === undefined) return undefined;
  let sum = 0;
  let count = 0;
  for (let g = 0; g < sums.length; g++) {
    sum += sums[g] as number;
    count += counts[g] as number;
  }
  return sum === 0 ? 0 : sum / count / error;
}
