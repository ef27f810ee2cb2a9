import type { BinnedRows } from './bins.ts';
import type { Histogram } from './histogram.ts';

/** Sums over the rows of a node. */
export type Sums = { readonly slope: number; readonly curvature: number; readonly rows: number };

export type Split = {
  readonly input: number;
  /** Rows of this bin and below go left. */
  readonly bin: number;
  readonly left: Sums;
  readonly right: Sums;
};

/** A child that is flatter than this tells nothing: scikit-learn's bound. */
const LEAST_CURVATURE = 1e-3;

/**
 * The split that lowers the loss most in its second order: slope² / curvature of both children,
 * less that of the node (Friedman 2001 in the form of Chen and Guestrin 2016, eq. 7). Equal gains
 * go to the first input and the lowest bin. Undefined when none gains.
 */
export function bestSplit(
  histogram: Histogram,
  { inputs, bins, edges }: BinnedRows,
  node: Sums,
  minLeaf: number,
): Split | undefined {
  let least = scoreOf(node.slope, node.curvature) + 1e-12;
  let found: Split | undefined;
  for (let input = 0; input < inputs; input++) {
    const cuts = (edges[input] as Float64Array).length;
    let slope = 0;
    let curvature = 0;
    let rows = 0;
    const first = input * bins;
    for (let bin = 0; bin < cuts; bin++) {
      const place = first + bin;
      slope += histogram.sums[2 * place] as number;
      curvature += histogram.sums[2 * place + 1] as number;
      rows += histogram.rows[place] as number;
      const others = node.rows - rows;
      if (rows < minLeaf || curvature < LEAST_CURVATURE) continue;
      if (others < minLeaf || node.curvature - curvature < LEAST_CURVATURE) break;
      const score =
        scoreOf(slope, curvature) + scoreOf(node.slope - slope, node.curvature - curvature);
      if (score <= least) continue;
      least = score;
      const left = { slope, curvature, rows };
      found = { input, bin, left, right: without(node, left) };
    }
  }
  return found;
}

function without(node: Sums, child: Sums): Sums {
  return {
    slope: node.slope - child.slope,
    curvature: node.curvature - child.curvature,
    rows: node.rows - child.rows,
  };
}

function scoreOf(slope: number, curvature: number): number {
  return (slope * slope) / curvature;
}
