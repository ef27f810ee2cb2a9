import { EdgeFinder } from './edge-finder.ts';
import type { SavedForest } from './forest.ts';

/** Deeper trees would take too much room when made complete; none that we train is. */
export const MOST_DEPTH = 10;

/**
 * The forest in the form in which it is asked: every tree made complete, so that a walk has as many
 * steps in each, and edges numbered, so that a step is a subtraction of integers and no branch: a
 * processor guesses wrong at every second branch of a tree, and this takes half the time.
 */
export class ForestScorer {
  readonly #depth: number;
  readonly #trees: number;
  /** The edges of each input that any tree asks for, rising. */
  readonly #edges: readonly EdgeFinder[];
  /** An input and the number of an edge for each inner node, level by level, tree after tree. */
  readonly #nodes: Int32Array;
  readonly #leaves: Float64Array;
  /** Between which edges each input of a prediction lies. */
  readonly #codes: Int32Array;

  constructor(forest: SavedForest, inputs: number) {
    this.#depth = depthOf(forest);
    this.#trees = forest.roots.length;
    this.#edges = Array.from({ length: inputs }, (_, input) => edgesIn(forest, input));
    const leaves = 1 << this.#depth;
    this.#nodes = new Int32Array(2 * this.#trees * (leaves - 1));
    this.#leaves = new Float64Array(this.#trees * leaves);
    this.#codes = new Int32Array(inputs);
    for (const [tree, root] of forest.roots.entries()) this.#complete(forest, tree, root, 0, 0);
  }

  /** What the trees together add to the log odds. */
  score(features: Float64Array): number {
    const codes = this.#codes;
    const nodes = this.#nodes;
    const depth = this.#depth;
    for (let input = 0; input < codes.length; input++) {
      codes[input] = (this.#edges[input] as EdgeFinder).below(features[input] as number);
    }
    const inner = (1 << depth) - 1;
    let sum = 0;
    for (let tree = 0; tree < this.#trees; tree++) {
      const first = tree * inner;
      let node = 0;
      for (let level = 0; level < depth; level++) {
        const place = 2 * (first + node);
        const code = codes[nodes[place] as number] as number;
        // 1, to the right, when the code is above the edge's number: the sign of the difference.
        node = 2 * node + 1 + (((nodes[place + 1] as number) - code) >>> 31);
      }
      sum += this.#leaves[tree + first + node - inner] as number;
    }
    return sum;
  }

  /** A leaf above the last level is all leaves below it. */
  #complete(forest: SavedForest, tree: number, node: number, place: number, level: number): void {
    const inner = (1 << this.#depth) - 1;
    const right = forest.right[node] as number;
    const value = forest.value[node] as number;
    if (level === this.#depth) {
      this.#leaves[tree * (inner + 1) + place - inner] = value;
      return;
    }
    const isLeaf = right === 0;
    if (!isLeaf) {
      const input = forest.input[node] as number;
      const at = 2 * (tree * inner + place);
      this.#nodes[at] = input;
      this.#nodes[at + 1] = (this.#edges[input] as EdgeFinder).below(value);
    }
    this.#complete(forest, tree, isLeaf ? node : node + 1, 2 * place + 1, level + 1);
    this.#complete(forest, tree, isLeaf ? node : right, 2 * place + 2, level + 1);
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
