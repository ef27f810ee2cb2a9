import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import {
  LEARNING,
  learnedWeights,
  type SettledDecision,
  type SourceWeights,
} from '../../signals/source-weights.ts';
import { SOURCES } from './sources.ts';

export type DatedDecision = SettledDecision & { readonly at: Timestamp };

/** Plain JSON. */
export type SavedWeights = {
  /** Bounded, and together one. */
  readonly weights: SourceWeights;
  /** Settled decisions of the last days, oldest first. */
  readonly settled: readonly DatedDecision[];
  /** Decisions that were ever settled. */
  readonly count: number;
};

/** Settled decisions from one look to the next, and how far back it looks: S3, §4.5. */
const EVERY = 10;
const LOOKBACK = 7 * 86_400 * MICROS_PER_SECOND;

const BEGINNING: SavedWeights = {
  weights: Object.fromEntries(SOURCES),
  settled: [],
  count: 0,
};

/** The weights of the sources, moved by what came of the decisions for which they spoke. */
export class WeightLearner {
  #weights: SourceWeights;
  #settled: readonly DatedDecision[];
  #count: number;
  /** In the order of SOURCES. */
  #inOrder: readonly number[];

  /** Goes on from what was saved; without it, with the weights of source system S3. */
  constructor({ weights, settled, count }: SavedWeights = BEGINNING) {
    this.#weights = weights;
    this.#settled = settled;
    this.#count = count;
    this.#inOrder = orderOf(weights);
  }

  /** Bounded, and together one; in the order of SOURCES. */
  get weights(): readonly number[] {
    return this.#inOrder;
  }

  /** When the newest decision that it learned from was settled. */
  get learnedUntil(): Timestamp | undefined {
    return this.#settled.at(-1)?.at;
  }

  /** A decision has come to its end; each ten the weights are moved. */
  learn(decision: SettledDecision, at: Timestamp): void {
    const recent = this.#settled.filter((one) => one.at > at - LOOKBACK);
    this.#settled = [...recent, { ...decision, at }];
    this.#count++;
    if (this.#count % EVERY !== 0) return;
    this.#weights = learnedWeights(this.#weights, this.#settled, LEARNING);
    this.#inOrder = orderOf(this.#weights);
  }

  /** Decisions that were ever settled. */
  get count(): number {
    return this.#count;
  }

  save(): SavedWeights {
    return { weights: this.#weights, settled: this.#settled, count: this.#count };
  }

  /** For people. */
  get line(): string {
    const words = SOURCES.map(([name], i) => `${name} ${(this.#inOrder[i] as number).toFixed(3)}`);
    return `${this.#count} settled decisions: ${words.join(', ')}`;
  }
}

function orderOf(weights: SourceWeights): readonly number[] {
  return SOURCES.map(([name]) => weights[name] as number);
}
