import { invariant } from '../domain/invariant.ts';
import { ok, type Result } from '../domain/result.ts';
import { logistic, type ModelAbstention, type ProbabilityModel } from './probability-model.ts';
import { corrupt, isCount, isNumbers } from './saved.ts';
import { type SavedRange, TrainingRange } from './training-range.ts';

export type OnlineOptions = {
  /** The first step's length. */
  readonly rate: number;
  /** L2: how strongly weights are drawn to 0; the intercept is not. */
  readonly l2: number;
};

export const ONLINE: OnlineOptions = { rate: 0.05, l2: 1e-3 };

export type SavedOnline = {
  readonly kind: 'online-logistic';
  readonly options: OnlineOptions;
  readonly examples: number;
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly means: readonly number[];
  /** Sums of squared distances from the mean. */
  readonly squares: readonly number[];
  readonly range: SavedRange | undefined;
};

/**
 * Logistic regression that learns from one example at a time: stochastic gradient descent on log
 * loss with L2, steps of rate / (1 + rate l2 n) (Bottou 2012, "Stochastic Gradient Descent Tricks",
 * §5.2). Inputs are standardized by what has been seen of them so far (Welford 1962).
 */
export class OnlineLogistic implements ProbabilityModel {
  readonly inputs: number;
  readonly options: OnlineOptions;
  readonly #weights: Float64Array;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  /** Standard deviations; 0 of an input that has never changed. */
  readonly #deviations: Float64Array;
  #range: TrainingRange;
  #examples = 0;
  #intercept = 0;

  constructor(inputs: number, options: OnlineOptions = ONLINE) {
    this.inputs = inputs;
    this.options = options;
    this.#weights = new Float64Array(inputs);
    this.#means = new Float64Array(inputs);
    this.#squares = new Float64Array(inputs);
    this.#deviations = new Float64Array(inputs);
    this.#range = new TrainingRange(inputs);
  }

  get examples(): number {
    return this.#examples;
  }

  predict(features: Float64Array, offset = 0): number | ModelAbstention {
    if (this.#examples === 0) return 'untrained';
    if (!Number.isFinite(offset)) return 'input_missing';
    return this.#range.faultOf(features) ?? logistic(offset + this.#logOdds(features));
  }

  /** One step toward an example. One with a missing input teaches nothing, and is told. */
  learn(features: Float64Array, happened: boolean, offset = 0): 'input_missing' | undefined {
    if (!Number.isFinite(offset)) return 'input_missing';
    if (this.#range.faultOf(features) === 'input_missing') return 'input_missing';
    this.#examples++;
    this.#range.widen(features);
    this.#observe(features);
    const { rate, l2 } = this.options;
    const step = rate / (1 + rate * l2 * this.#examples);
    const error = logistic(offset + this.#logOdds(features)) - (happened ? 1 : 0);
    for (let i = 0; i < this.inputs; i++) {
      const weight = this.#weights[i] as number;
      this.#weights[i] = weight - step * (error * this.#standard(features, i) + l2 * weight);
    }
    this.#intercept -= step * error;
    return undefined;
  }

  #observe(features: Float64Array): void {
    for (let i = 0; i < this.inputs; i++) {
      const value = features[i] as number;
      const before = value - (this.#means[i] as number);
      const mean = (this.#means[i] as number) + before / this.#examples;
      this.#means[i] = mean;
      this.#squares[i] = (this.#squares[i] as number) + before * (value - mean);
    }
    this.#measure();
  }

  #measure(): void {
    for (let i = 0; i < this.inputs; i++) {
      this.#deviations[i] = Math.sqrt(Math.max(this.#squares[i] as number, 0) / this.#examples);
    }
  }

  /** Deviations from the mean; 0 for an input that has never changed. */
  #standard(features: Float64Array, i: number): number {
    const deviation = this.#deviations[i] as number;
    if (deviation === 0) return 0;
    return ((features[i] as number) - (this.#means[i] as number)) / deviation;
  }

  #logOdds(features: Float64Array): number {
    let sum = this.#intercept;
    for (let i = 0; i < this.inputs; i++) {
      sum += (this.#weights[i] as number) * this.#standard(features, i);
    }
    return sum;
  }

  save(): SavedOnline {
    return {
      kind: 'online-logistic',
      options: this.options,
      examples: this.#examples,
      intercept: this.#intercept,
      weights: [...this.#weights],
      means: [...this.#means],
      squares: [...this.#squares],
      range: this.#range.save(),
    };
  }

  static restore(saved: unknown): Result<OnlineLogistic> {
    const { kind, options, examples, intercept, weights, means, squares, range } = (saved ??
      {}) as Partial<SavedOnline>;
    if (kind !== 'online-logistic') return corrupt('kind');
    if (!isNumbers([options?.rate, options?.l2])) return corrupt('options');
    if (!isCount(examples)) return corrupt('number of examples');
    if (!isNumbers(weights) || !isNumbers([intercept])) return corrupt('weights');
    const inputs = weights.length;
    if (!isNumbers(means, inputs) || !isNumbers(squares, inputs)) return corrupt('scale');
    const seen = TrainingRange.restore(range, inputs);
    if (!seen.ok) return seen;
    invariant(options !== undefined && intercept !== undefined, 'both are numbers');
    const model = new OnlineLogistic(inputs, options);
    model.#weights.set(weights);
    model.#means.set(means);
    model.#squares.set(squares);
    model.#range = seen.value;
    model.#examples = examples;
    model.#intercept = intercept;
    model.#measure();
    return ok(model);
  }
}
