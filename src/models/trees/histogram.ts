import type { BinnedRows } from './bins.ts';

/** What some rows add up to, by the bins of every input. */
export type Histogram = {
  /** Slope and curvature of each bin. Two lanes and not three: a third costs as much as both. */
  readonly sums: Float64Array;
  readonly rows: Int32Array;
};

export function emptyHistogram({ inputs, bins }: BinnedRows): Histogram {
  return { sums: new Float64Array(2 * inputs * bins), rows: new Int32Array(inputs * bins) };
}

/** First and second derivative of the loss by the log odds, for each row. */
export type Slopes = { readonly first: Float64Array; readonly second: Float64Array };

/**
 * Adds up rows `from` to `to` of `order`. Nearly all of training is spent here: one row after
 * another, so that its derivatives stay in registers over all of its inputs.
 */
export function fill(
  { sums, rows }: Histogram,
  { codes, inputs }: BinnedRows,
  { first, second }: Slopes,
  order: Int32Array,
  from: number,
  to: number,
): void {
  sums.fill(0);
  rows.fill(0);
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    const slope = first[row] as number;
    const curvature = second[row] as number;
    const end = (row + 1) * inputs;
    for (let place = row * inputs; place < end; place++) {
      const bin = codes[place] as number;
      const lane = bin * 2;
      sums[lane] = (sums[lane] as number) + slope;
      sums[lane + 1] = (sums[lane + 1] as number) + curvature;
      rows[bin] = (rows[bin] as number) + 1;
    }
  }
}

/** What is left of the parent for the other child: half the work of adding it up. */
export function subtract(parent: Histogram, child: Histogram): void {
  const { sums, rows } = parent;
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) - (child.sums[i] as number);
  }
  for (let i = 0; i < rows.length; i++) {
    rows[i] = (rows[i] as number) - (child.rows[i] as number);
  }
}
