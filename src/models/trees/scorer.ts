import { EdgeFinder } from './edge-finder.ts';
import type { SavedForest } from './forest.ts';

/** Deeper trees would take too much room when made complete; none that we train is. */
export const MOST_DEPTH = 10;

/** Trees that are walked side by side: a step waits for the one before it, not for the others. */
const ABREAST = 4;

/**
 * The forest in the form in which it is asked: every tree made complete, so that a walk has as many
 * steps in each, and edges numbered, so that a step is a subtraction of integers and no branch: a
 * processor guesses wrong at every second branch of a tree. With four walks side by side this takes
 * a quarter of the time.
 */
export class ForestScorer {
  readonly #depth: number;
  readonly #trees: number;
  /** The edges of each input that any tree asks for, rising. */
  readonly #edges: readonly EdgeFinder[];
  /**
   * Inner nodes: the roots of all trees, then all nodes of the next level, and so on, so that those
   * below the n-th of a level are the 2n-th and the next of the level below, whatever their tree.
   * Each is the number of an edge, and in the lowest bits the input that is held against it.
   */
  readonly #nodes: Int32Array;
  /** How many those bits are. */
  readonly #bits: number;
  readonly #leaves: Float64Array;
  /** Between which edges each input of a prediction lies, shifted by those bits. */
  readonly #codes: Int32Array;
  /** The inputs of the last prediction. */
  readonly #last: Float64Array;

  constructor(forest: SavedForest, inputs: number) {
    this.#depth = depthOf(forest);
    // Those that fill the last four up have leaves of 0.
    this.#trees = Math.ceil(forest.roots.length / ABREAST) * ABREAST;
    this.#bits = 32 - Math.clz32(inputs);
    this.#edges = Array.from({ length: inputs }, (_, input) => edgesIn(forest, input));
    const leaves = 1 << this.#depth;
    this.#nodes = new Int32Array(this.#trees * (leaves - 1));
    this.#leaves = new Float64Array(this.#trees * leaves);
    this.#codes = new Int32Array(inputs);
    this.#last = new Float64Array(inputs).fill(Number.NaN);
    for (const [tree, root] of forest.roots.entries()) this.#complete(forest, root, tree, 0);
  }

  /** What the trees together add to the log odds. */
  score(features: Float64Array): number {
    this.#locate(features);
    const codes = this.#codes;
    const nodes = this.#nodes;
    const leaves = this.#leaves;
    const trees = this.#trees;
    const inputs = (1 << this.#bits) - 1;
    let sum = 0;
    for (let tree = 0; tree < trees; tree += ABREAST) {
      let a = tree;
      let b = tree + 1;
      let c = tree + 2;
      let d = tree + 3;
      // To the right, by 1, when a code is above the edge's number: the sign of the difference.
      for (let first = 0, width = trees; first < nodes.length; first += width, width *= 2) {
        const nodeA = nodes[first + a] as number;
        const nodeB = nodes[first + b] as number;
        const nodeC = nodes[first + c] as number;
        const nodeD = nodes[first + d] as number;
        a = 2 * a + ((nodeA - (codes[nodeA & inputs] as number)) >>> 31);
        b = 2 * b + ((nodeB - (codes[nodeB & inputs] as number)) >>> 31);
        c = 2 * c + ((nodeC - (codes[nodeC & inputs] as number)) >>> 31);
        d = 2 * d + ((nodeD - (codes[nodeD & inputs] as number)) >>> 31);
      }
      sum = sum + (leaves[a] as number) + (leaves[b] as number);
      sum = sum + (leaves[c] as number) + (leaves[d] as number);
    }
    return sum;
  }

  /** Most of what is known of a market is the same at the next event. */
  #locate(features: Float64Array): void {
    const codes = this.#codes;
    const last = this.#last;
    for (let input = 0; input < codes.length; input++) {
      const value = features[input] as number;
      if (value === last[input]) continue;
      last[input] = value;
      codes[input] = (this.#edges[input] as EdgeFinder).below(value) << this.#bits;
    }
  }

  /** A leaf above the last level is all leaves below it. `place`: its number in its level. */
  #complete(forest: SavedForest, node: number, place: number, level: number): void {
    const right = forest.right[node] as number;
    const value = forest.value[node] as number;
    if (level === this.#depth) {
      this.#leaves[place] = value;
      return;
    }
    const isLeaf = right === 0;
    if (!isLeaf) {
      const input = forest.input[node] as number;
      const edge = (this.#edges[input] as EdgeFinder).below(value);
      const first = this.#trees * ((1 << level) - 1);
      this.#nodes[first + place] = (edge << this.#bits) | input;
    }
    this.#complete(forest, isLeaf ? node : node + 1, 2 * place, level + 1);
    this.#complete(forest, isLeaf ? node : right, 2 * place + 1, level + 1);
  }
}

/** Steps of the longest walk; beyond what is allowed it is not counted on. */
export function depthOf({ roots, right }: SavedForest): number {
  const below = (node: number, level: number): number => {
    const next = right[node] as number;
    if (next === 0 || level > MOST_DEPTH) return level;
    return Math.max(below(node + 1, level + 1), below(next, level + 1));
  };
  return roots.reduce((most, root) => Math.max(most, below(root, 0)), 0);
}

function edgesIn({ input, right, value }: SavedForest, of: number): EdgeFinder {
  const edges = value.filter((_, node) => right[node] !== 0 && input[node] === of);
  return new EdgeFinder(Float64Array.from(new Set(edges)).sort());
}
