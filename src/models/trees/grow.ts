import type { BinnedRows } from './bins.ts';
import type { Forest } from './forest.ts';
import { emptyHistogram, fill, type Histogram, type Slopes, subtract } from './histogram.ts';
import { bestSplit, type Split, type Sums } from './split.ts';

export type GrowOptions = {
  /** Questions from the root to a leaf, at most. */
  readonly depth: number;
  /** Rows of a leaf, at least. */
  readonly minLeaf: number;
  /** Part of a leaf's step that is taken. */
  readonly rate: number;
};

/**
 * Grows trees over the same rows, one after another. Rows lie in one order in which those of a node
 * are neighbors, and each level of depth has one histogram: growing allocates next to nothing.
 */
export class Grower {
  readonly #rows: BinnedRows;
  readonly #options: GrowOptions;
  readonly #order: Int32Array;
  readonly #spare: Int32Array;
  readonly #histograms: readonly Histogram[];
  readonly #slopes: Slopes;

  /** `slopes` are read anew for each tree. */
  constructor(rows: BinnedRows, slopes: Slopes, options: GrowOptions) {
    this.#rows = rows;
    this.#slopes = slopes;
    this.#options = options;
    this.#order = new Int32Array(rows.count);
    this.#spare = new Int32Array(rows.count);
    this.#histograms = Array.from({ length: options.depth + 1 }, () => emptyHistogram(rows));
  }

  /** Adds a tree to the forest, and to each row's log odds what its leaf says. */
  grow(forest: Forest, logOdds: Float64Array): void {
    const { count } = this.#rows;
    for (let row = 0; row < count; row++) this.#order[row] = row;
    const histogram = this.#histograms[0] as Histogram;
    fill(histogram, this.#rows, this.#slopes, this.#order, 0, count);
    forest.beginTree();
    const sums = sumsOf(this.#slopes);
    this.#grow(forest, logOdds, { from: 0, to: count, level: 0, sums }, histogram);
  }

  /** The node and all below it; `histogram` is the node's, and is spent. */
  #grow(forest: Forest, logOdds: Float64Array, node: Node, histogram: Histogram): void {
    const { from, to, level, sums } = node;
    const { depth, minLeaf } = this.#options;
    const split = level < depth ? bestSplit(histogram, this.#rows, sums, minLeaf) : undefined;
    if (split === undefined) {
      this.#leaf(forest, logOdds, node);
      return;
    }
    const { input, bin, left, right } = split;
    const middle = this.#part(from, to, split);
    const below = level + 1;
    // The smaller child is added up; the larger one is what is left of the parent.
    const small = this.#histograms[below] as Histogram;
    const isLeftSmall = left.rows <= right.rows;
    if (below < depth) {
      const [start, end] = isLeftSmall ? [from, middle] : [middle, to];
      fill(small, this.#rows, this.#slopes, this.#order, start, end);
      subtract(histogram, small);
    }
    const branch = forest.addBranch(
      input,
      (this.#rows.edges[input] as Float64Array)[bin] as number,
    );
    const leftNode = { from, to: middle, level: below, sums: left };
    this.#grow(forest, logOdds, leftNode, isLeftSmall ? small : histogram);
    forest.beginRight(branch);
    const rightNode = { from: middle, to, level: below, sums: right };
    this.#grow(forest, logOdds, rightNode, isLeftSmall ? histogram : small);
  }

  /** Newton's step: the parabola's lowest point; none where it is flat, as everything is sure. */
  #leaf(forest: Forest, logOdds: Float64Array, { from, to, sums }: Node): void {
    const { slope, curvature } = sums;
    const step = curvature > 0 ? (-this.#options.rate * slope) / curvature : 0;
    forest.addLeaf(step);
    for (let i = from; i < to; i++) {
      const row = this.#order[i] as number;
      logOdds[row] = (logOdds[row] as number) + step;
    }
  }

  /** Puts the left child's rows before the right one's, each in their order; where right begins. */
  #part(from: number, to: number, { input, bin }: Split): number {
    const { codes, inputs, bins } = this.#rows;
    const last = input * bins + bin;
    let left = from;
    let right = 0;
    for (let i = from; i < to; i++) {
      const row = this.#order[i] as number;
      if ((codes[row * inputs + input] as number) <= last) this.#order[left++] = row;
      else this.#spare[right++] = row;
    }
    this.#order.set(this.#spare.subarray(0, right), left);
    return left;
  }
}

/** Neighbors in the order of rows, and their sums. */
type Node = {
  readonly from: number;
  readonly to: number;
  readonly level: number;
  readonly sums: Sums;
};

function sumsOf({ first, second }: Slopes): Sums {
  let slope = 0;
  let curvature = 0;
  for (let row = 0; row < first.length; row++) {
    slope += first[row] as number;
    curvature += second[row] as number;
  }
  return { slope, curvature, rows: first.length };
}
