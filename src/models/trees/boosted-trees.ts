import { invariant } from '../../domain/invariant.ts';
import { ok, type Result } from '../../domain/result.ts';
import { logistic, type ModelAbstention, type ProbabilityModel } from '../probability-model.ts';
import { corrupt, isCount, isNumbers } from '../saved.ts';
import { type SavedRange, TrainingRange } from '../training-range.ts';
import { isForest, type SavedForest } from './forest.ts';

export type SavedTrees = {
  readonly kind: 'boosted-trees';
  readonly inputs: number;
  readonly examples: number;
  /** Log odds before any tree. */
  readonly base: number;
  readonly forest: SavedForest;
  readonly range: SavedRange | undefined;
};

/** Trees whose leaves together are the log odds. Made by `trainTrees`, or out of a saved one. */
export class BoostedTrees implements ProbabilityModel {
  readonly inputs: number;
  readonly examples: number;
  readonly #saved: SavedTrees;
  readonly #range: TrainingRange;
  readonly #base: number;
  readonly #roots: Int32Array;
  readonly #input: Int32Array;
  readonly #right: Int32Array;
  readonly #value: Float64Array;

  private constructor(saved: SavedTrees, range: TrainingRange) {
    const { roots, input, right, value } = saved.forest;
    this.inputs = saved.inputs;
    this.examples = saved.examples;
    this.#saved = saved;
    this.#range = range;
    this.#base = saved.base;
    this.#roots = Int32Array.from(roots);
    this.#input = Int32Array.from(input);
    this.#right = Int32Array.from(right);
    this.#value = Float64Array.from(value);
  }

  get trees(): number {
    return this.#roots.length;
  }

  predict(features: Float64Array): number | ModelAbstention {
    return this.#range.faultOf(features) ?? logistic(this.#logOdds(features));
  }

  #logOdds(features: Float64Array): number {
    let sum = 0;
    for (let tree = 0; tree < this.#roots.length; tree++) {
      sum += this.#value[this.#leafOf(this.#roots[tree] as number, features)] as number;
    }
    return this.#base + sum;
  }

  #leafOf(root: number, features: Float64Array): number {
    let node = root;
    let right = this.#right[node] as number;
    while (right !== 0) {
      const value = features[this.#input[node] as number] as number;
      node = value <= (this.#value[node] as number) ? node + 1 : right;
      right = this.#right[node] as number;
    }
    return node;
  }

  save(): SavedTrees {
    return this.#saved;
  }

  static restore(saved: unknown): Result<BoostedTrees> {
    const trees = (saved ?? {}) as Partial<SavedTrees>;
    if (trees.kind !== 'boosted-trees') return corrupt('kind');
    const { inputs, examples, base, forest, range } = trees;
    if (!isCount(inputs)) return corrupt('number of inputs');
    if (!isCount(examples)) return corrupt('number of examples');
    if (!isNumbers([base])) return corrupt('base');
    if (!isForest(forest ?? {}, inputs)) return corrupt('forest');
    const seen = TrainingRange.restore(range, inputs);
    invariant(base !== undefined && forest !== undefined, 'both were looked at');
    const kind = trees.kind;
    return seen.ok
      ? ok(new BoostedTrees({ kind, inputs, examples, base, forest, range }, seen.value))
      : seen;
  }
}
