import { invariant } from '../../domain/invariant.ts';
import { ok, type Result } from '../../domain/result.ts';
import { logistic, type ModelAbstention, type ProbabilityModel } from '../probability-model.ts';
import { corrupt, isCount, isNumbers } from '../saved.ts';
import { type SavedRange, TrainingRange } from '../training-range.ts';
import { isForest, type SavedForest } from './forest.ts';
import { depthOf, ForestScorer, MOST_DEPTH } from './scorer.ts';

export type SavedTrees = {
  readonly kind: 'boosted-trees';
  readonly inputs: number;
  readonly examples: number;
  /** Log odds before any tree, above the offset of a row. */
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
  readonly #scorer: ForestScorer;

  private constructor(saved: SavedTrees, range: TrainingRange) {
    this.inputs = saved.inputs;
    this.examples = saved.examples;
    this.#saved = saved;
    this.#range = range;
    this.#scorer = new ForestScorer(saved.forest, saved.inputs);
  }

  get trees(): number {
    return this.#saved.forest.roots.length;
  }

  predict(features: Float64Array, offset = 0): number | ModelAbstention {
    if (!Number.isFinite(offset)) return 'input_missing';
    const { base } = this.#saved;
    return this.#range.faultOf(features) ?? logistic(offset + base + this.#scorer.score(features));
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
    if (!isForest(forest, inputs)) return corrupt('forest');
    if (depthOf(forest) > MOST_DEPTH) return corrupt('depth');
    const seen = TrainingRange.restore(range, inputs);
    invariant(base !== undefined, 'it is a number');
    const kind = trees.kind;
    return seen.ok
      ? ok(new BoostedTrees({ kind, inputs, examples, base, forest, range }, seen.value))
      : seen;
  }
}
