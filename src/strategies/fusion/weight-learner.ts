import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import {
  LEARNING,
  learnedWeights,
  type SettledDecision,
  type SourceWeights,
} from '../../signals/source-weights.ts';
import { SOURCES } from './sources.ts';

type Dated = SettledDecision & { readonly at: Timestamp };

/** Plain JSON. */
type SavedWeights = {
  readonly schema: 'polydesk.fusion';
  readonly version: 1;
  readonly weights: SourceWeights;
  /** Settled decisions of the last days, oldest first. */
  readonly settled: readonly Dated[];
  /** Decisions that were ever settled. */
  readonly count: number;
};

/** Settled decisions from one look to the next, and how far back it looks: S3, §4.5. */
const EVERY = 10;
const LOOKBACK = 7 * 86_400 * MICROS_PER_SECOND;

const BEGINNING: SourceWeights = Object.fromEntries(SOURCES);

/** The weights of the sources, moved by what came of the decisions for which they spoke. */
export class WeightLearner {
  #weights: SourceWeights;
  #settled: readonly Dated[];
  #count: number;
  /** In the order of SOURCES. */
  #inOrder: readonly number[];

  private constructor({ weights, settled, count }: Omit<SavedWeights, 'schema' | 'version'>) {
    this.#weights = weights;
    this.#settled = settled;
    this.#count = count;
    this.#inOrder = orderOf(weights);
  }

  /** With the weights of source system S3. */
  static begin(): WeightLearner {
    return new WeightLearner({ weights: BEGINNING, settled: [], count: 0 });
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

  save(): string {
    const saved: SavedWeights = {
      schema: 'polydesk.fusion',
      version: 1,
      weights: this.#weights,
      settled: this.#settled,
      count: this.#count,
    };
    return JSON.stringify(saved);
  }

  get facts(): MemoryFacts {
    const words = SOURCES.map(([name], i) => `${name} ${(this.#inOrder[i] as number).toFixed(3)}`);
    const lines = [`${this.#count} settled decisions: ${words.join(', ')}`];
    return { learnedUntil: this.learnedUntil, markets: this.#count, lines };
  }

  /** Refuses `memory_corrupt`. */
  static restore(text: string): Result<WeightLearner> {
    const saved = parsed(text);
    if (saved?.schema !== 'polydesk.fusion' || saved.version !== 1) return corrupt('its kind');
    const { weights, settled, count } = saved;
    if (!areWeights(weights)) return corrupt('its weights');
    if (!Array.isArray(settled) || !settled.every(isDecision)) return corrupt('its decisions');
    if (!Number.isSafeInteger(count) || (count as number) < settled.length) {
      return corrupt('the number of its decisions');
    }
    return ok(new WeightLearner({ weights, settled, count: count as number }));
  }
}

function orderOf(weights: SourceWeights): readonly number[] {
  return SOURCES.map(([name]) => weights[name] as number);
}

function parsed(text: string): Partial<SavedWeights> | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Partial<SavedWeights> | undefined;
  } catch {
    return undefined;
  }
}

/** As they are learned: bounded and together one. */
function areWeights(weights: unknown): weights is SourceWeights {
  const values = SOURCES.map(
    ([name]) => (weights as SourceWeights | undefined)?.[name] ?? Number.NaN,
  );
  const { least, most } = LEARNING;
  const sum = values.reduce((all, value) => all + value, 0);
  return values.every((value) => value >= least && value <= most) && Math.abs(sum - 1) < 1e-9;
}

function isDecision(one: Partial<Dated> | undefined): one is Dated {
  const { at, sources, isWon, profit } = one ?? {};
  const isKnown = Array.isArray(sources) && sources.every((name) => typeof name === 'string');
  return isKnown && typeof isWon === 'boolean' && Number.isFinite(profit) && Number.isFinite(at);
}

function corrupt(part: string) {
  return refuse('memory_corrupt', `the memory cannot be used: ${part} cannot be`);
}
