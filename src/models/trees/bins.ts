import { binOf, edgesOf } from '../edges.ts';
import type { Rows } from '../labeled-rows.ts';

/** Bins of all inputs together: a code is two bytes. */
export const MOST_CODES = 65_536;

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
