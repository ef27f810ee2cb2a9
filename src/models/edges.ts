/**
 * Where one input is cut into at most `bins`: halfway between neighbors when it has no more values
 * than that, and between its quantiles otherwise. A value belongs below the first edge that it does
 * not exceed.
 */
export function edgesOf(sorted: Float64Array, bins: number): Float64Array {
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (distinct.length <= bins) return between(distinct);
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const place = Math.floor((bin * sorted.length) / bins);
    const [below, above] = [sorted[place - 1] as number, sorted[place] as number];
    const edge = halfway(below, above);
    if (edge < (sorted.at(-1) as number) && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

function between(distinct: Float64Array): Float64Array {
  return distinct.subarray(1).map((value, i) => halfway(distinct[i] as number, value));
}

/** Never so rounded that the upper of two neighbors would fall below. */
function halfway(below: number, above: number): number {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}

/** The bin of a value: a binary search for the first edge that it does not exceed. */
export function binOf(value: number, edges: ArrayLike<number>): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
