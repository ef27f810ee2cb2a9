/** Rows of numbers, one after another. */
export type Rows = {
  readonly count: number;
  /** Numbers in a row. */
  readonly inputs: number;
  readonly values: Float64Array;
};

/** A code is one byte. */
export const MOST_BINS = 256;

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
function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export type BinnedRows = {
  readonly count: number;
  readonly inputs: number;
  /** Bins that each input takes in a histogram. */
  readonly bins: number;
  readonly edges: readonly Float64Array[];
  /** Input times `bins` plus bin, row after row: where the row counts in a histogram. */
  readonly codes: Uint16Array;
};

export function binned({ count, inputs, values }: Rows, bins: number): BinnedRows {
  const codes = new Uint16Array(values.length);
  const edges = Array.from({ length: inputs }, (_, input) => {
    const column = new Float64Array(count);
    for (let row = 0; row < count; row++) column[row] = values[row * inputs + input] as number;
    const cuts = edgesOf(column.toSorted(), bins);
    for (let row = 0; row < count; row++) {
      codes[row * inputs + input] = input * bins + binOf(column[row] as number, cuts);
    }
    return cuts;
  });
  return { count, inputs, bins, edges, codes };
}
