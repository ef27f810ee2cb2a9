/**
 * Standard error of the mean when observations within a cluster hang together:
 * sqrt(G/(G-1) * sum over clusters of (sum of deviations)^2) / N. Undefined for fewer than two
 * clusters. Cameron, Gelbach, Miller 2008. `sums` and `counts` are by cluster.
 */
export function clusterError(
  sums: ArrayLike<number>,
  counts: ArrayLike<number>,
): number | undefined {
  const clusters = sums.length;
  if (clusters < 2) return undefined;
  let total = 0;
  let observations = 0;
  for (let g = 0; g < clusters; g++) {
    total += sums[g] ?? 0;
    observations += counts[g] ?? 0;
  }
  const mean = total / observations;
  let squares = 0;
  for (let g = 0; g < clusters; g++) {
    squares += ((sums[g] ?? 0) - mean * (counts[g] ?? 0)) ** 2;
  }
  return Math.sqrt((clusters / (clusters - 1)) * squares) / observations;
}
