import { invariant } from '../domain/invariant.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ModelAbstention } from './probability-model.ts';
import { corrupt, isNumbers } from './saved.ts';

/**
 * How far beyond the seen numbers an input may lie, in widths of what was seen. With none, a model
 * of fifty rows and thirteen inputs would abstain on every second row from the very same source.
 */
const SLACK = 0.5;

export type SavedRange = { readonly least: readonly number[]; readonly most: readonly number[] };

/** The least and the most that training has seen of each input. */
export class TrainingRange {
  readonly inputs: number;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  /** The same with the slack: an input within them is in order. */
  readonly #from: Float64Array;
  readonly #to: Float64Array;

  constructor(inputs: number) {
    this.inputs = inputs;
    this.#least = new Float64Array(inputs).fill(Number.POSITIVE_INFINITY);
    this.#most = new Float64Array(inputs).fill(Number.NEGATIVE_INFINITY);
    this.#from = new Float64Array(inputs).fill(Number.POSITIVE_INFINITY);
    this.#to = new Float64Array(inputs).fill(Number.NEGATIVE_INFINITY);
  }

  /** Takes an example in, from the place `offset` of `rows` on. Its inputs must be known. */
  widen(rows: Float64Array, offset = 0): void {
    for (let i = 0; i < this.inputs; i++) {
      const value = rows[offset + i] as number;
      if (value < (this.#least[i] as number)) this.#least[i] = value;
      if (value > (this.#most[i] as number)) this.#most[i] = value;
      const least = this.#least[i] as number;
      const most = this.#most[i] as number;
      const slack = SLACK * (most - least);
      this.#from[i] = least - slack;
      this.#to[i] = most + slack;
    }
  }

  /** Why nothing can be said of these features; undefined when all are known and near. */
  faultOf(features: Float64Array): ModelAbstention | undefined {
    invariant(features.length === this.inputs, 'features are as many as the model takes');
    let fault: ModelAbstention | undefined;
    for (let i = 0; i < this.inputs; i++) {
      const value = features[i] as number;
      if (value >= (this.#from[i] as number) && value <= (this.#to[i] as number)) continue;
      if (!Number.isFinite(value)) return 'input_missing';
      fault = 'input_unseen';
    }
    return fault;
  }

  /** Undefined before the first example. */
  save(): SavedRange | undefined {
    const seen = (this.#least[0] as number) <= (this.#most[0] as number);
    return seen ? { least: [...this.#least], most: [...this.#most] } : undefined;
  }

  static restore(saved: unknown, inputs: number): Result<TrainingRange> {
    const range = new TrainingRange(inputs);
    if (saved === undefined) return ok(range);
    const { least, most } = (saved ?? {}) as Partial<SavedRange>;
    if (!isNumbers(least, inputs) || !isNumbers(most, inputs)) return corrupt('range');
    if (least.some((value, i) => value > (most[i] as number))) return corrupt('range');
    range.widen(Float64Array.from(least));
    range.widen(Float64Array.from(most));
    return ok(range);
  }
}
