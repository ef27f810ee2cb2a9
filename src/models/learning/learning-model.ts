import { type Forecast, type ForecastScore, scoreForecasts } from '../../domain/forecast-score.ts';
import { invariant } from '../../domain/invariant.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { CalibratedModel } from '../calibration/calibrated-model.ts';
import { equalMassBins } from '../calibration/equal-mass-bins.ts';
import { driftOf } from '../drift.ts';
import type { LearnerKind } from '../learners.ts';
import { OnlineLogistic } from '../online-logistic.ts';
import type { ModelAbstention } from '../probability-model.ts';
import { modelInUse, type Registry, recordInUse, withoutOld } from '../registry.ts';
import { retrained } from '../retrain.ts';
import { corrupt } from '../saved.ts';
import type { SplitOptions } from '../splits/purged.ts';
import { Examples, type SettledMarket } from './examples.ts';
import { knownInputs, pickInputs, withInputs } from './known-inputs.ts';
import { readLearning, type SavedLearning } from './saved-learning.ts';

export type LearningOptions = {
  readonly kind: LearnerKind;
  /**
   * Which number of a row is the log odds that the model begins with: it says these until it has
   * learned better. Undefined: it begins with even odds.
   */
  readonly offset?: number | undefined;
  /** Settled markets from one training to the next. */
  readonly retrainEvery: number;
  readonly splits: SplitOptions;
};

/** Below it nothing is trained: source system S0, §1.5. */
const LEAST_MARKETS = 10;
/** Versions that are kept to roll back to. */
const VERSIONS = 3;
/** The newest markets, of which a row each is held against those of the training. */
const RECENT_MARKETS = 60;
/** What was said before it was known, the newest: of these the scores are made. */
const MOST_TRIED = 2_000;
const BINS = 10;

/**
 * A model that goes on learning: it is trained anew when enough markets are settled, on those
 * inputs that are known in most rows, and an online learner takes in each market between. What it
 * said before a market was settled is what it is scored by.
 */
export class LearningModel {
  readonly options: LearningOptions;
  #examples: Examples;
  #registry: Registry;
  /** Inputs of the model in use, by their number in a row; empty before the first. */
  #inputs: readonly number[] = [];
  /** Of the model in use as well: an earlier version may have begun elsewhere. */
  #offset: number | undefined;
  #model: CalibratedModel | undefined;
  #picked = new Float64Array();
  #settledAtTraining = 0;
  #learnedUntil: Timestamp | undefined;
  /** By which the versions were trained: others than the options, until they are trained anew. */
  #learnedBy: Pick<LearningOptions, 'kind' | 'offset'>;
  #tried: Forecast[] = [];
  #drifted: readonly number[] = [];

  /** `subject`: what it is a model of, e.g. "btc". `inputs`: numbers in a row. */
  constructor(subject: string, inputs: number, options: LearningOptions) {
    this.options = options;
    this.#learnedBy = learnedBy(options);
    this.#examples = new Examples(inputs);
    this.#registry = { subject, records: [], inUse: undefined };
  }

  get subject(): string {
    return this.#registry.subject;
  }

  /** Settled markets that it has learned from. */
  get settled(): number {
    return this.#examples.settled;
  }

  /** When its newest label was known: later than its window was over. */
  get learnedUntil(): Timestamp | undefined {
    return this.#learnedUntil;
  }

  /** The end of the newest window that it has learned from. */
  get windowsUntil(): Timestamp | undefined {
    return this.#examples.until;
  }

  /** By which its versions were trained. */
  get learnedBy(): Pick<LearningOptions, 'kind' | 'offset'> {
    return this.#learnedBy;
  }

  get version(): number | undefined {
    return this.#registry.inUse;
  }

  /** Of what it said before it was known; undefined before the first. */
  get score(): ForecastScore | undefined {
    return scoreForecasts(this.#tried, equalMassBins(this.#tried, BINS));
  }

  /** The share of forecasts whose side came, and of how many; undefined before the first. */
  get accuracy(): { readonly share: number; readonly of: number } | undefined {
    const of = this.#tried.length;
    if (of === 0) return undefined;
    const right = this.#tried.filter((one) => one.probability > 0.5 === one.happened).length;
    return { share: right / of, of };
  }

  /**
   * Inputs that lie elsewhere than in training, by number: an alarm for people. The newest markets
   * are one mood of a world of many, so it is no reason to say nothing; a row beyond all that was
   * seen is.
   */
  get drifted(): readonly number[] {
    return this.#drifted;
  }

  /** The calibrated probability of Up, or why there is none. `features`: a whole row. */
  say(features: Float32Array): number | ModelAbstention {
    if (this.#model === undefined) return 'untrained';
    pickInputs(features, this.#inputs, this.#picked);
    return this.#model.predict(this.#picked, this.#offsetOf(features));
  }

  #offsetOf(features: Float32Array): number {
    return this.#offset === undefined ? 0 : (features[this.#offset] as number);
  }

  /**
   * A market is settled, and that is known now. `said`: what this model had said of it, before that
   * was known.
   */
  learn(market: SettledMarket, said: readonly number[], now: Timestamp): void {
    const { happened } = market;
    this.#examples.add(market);
    this.#learnedUntil = Math.max(now, this.#learnedUntil ?? now) as Timestamp;
    for (const probability of said) this.#tried.push({ probability, happened });
    if (this.#tried.length > MOST_TRIED) this.#tried = this.#tried.slice(-MOST_TRIED);
    this.#takeIn(market);
    const { retrainEvery } = this.options;
    const isDue = this.settled >= this.#settledAtTraining + retrainEvery;
    if (this.settled >= LEAST_MARKETS && (isDue || this.#model === undefined)) this.#train(now);
    this.#lookForDrift();
  }

  /** An online learner learns from each row; of the others the next training does. */
  #takeIn({ values, happened }: SettledMarket): void {
    const model = this.#model?.model;
    if (!(model instanceof OnlineLogistic)) return;
    const { inputs } = this.#examples;
    for (let start = 0; start < values.length; start += inputs) {
      const features = values.subarray(start, start + inputs);
      pickInputs(features, this.#inputs, this.#picked);
      model.learn(this.#picked, happened, this.#offsetOf(features));
    }
  }

  #train(madeAt: Timestamp): void {
    const rows = this.#examples.rows();
    const inputs = knownInputs(rows);
    // Nothing is known of any market: the next may bring more.
    if (inputs.length === 0) return;
    const { kind, offset, splits } = this.options;
    const rule = { kind, offset, splits, madeAt, inputs, tried: this.#tried };
    const trained = retrained(this.#registry, rows, rule);
    // Too few markets whose rows are whole.
    if (!trained.ok) return;
    this.#registry = withoutOld(trained.value, VERSIONS);
    this.#settledAtTraining = this.settled;
    this.#learnedBy = learnedBy(this.options);
    const model = modelInUse(this.#registry);
    invariant(model?.ok === true, 'a model that was just trained can be restored');
    this.#use(model.value);
  }

  #use(model: CalibratedModel): void {
    this.#model = model;
    const record = recordInUse(this.#registry);
    this.#inputs = record?.inputs ?? [];
    this.#offset = record?.offset;
    this.#picked = new Float64Array(this.#inputs.length);
  }

  /** Holds the newest markets against what the model in use was trained on. */
  #lookForDrift(): void {
    const record = recordInUse(this.#registry);
    if (record === undefined) return;
    const recent = withInputs(this.#examples.oneOfEach(RECENT_MARKETS), this.#inputs);
    this.#drifted = driftOf(record.drift, recent)
      .filter(({ isAlarm }) => isAlarm)
      .map(({ input }) => this.#inputs[input] as number);
  }

  save(): SavedLearning {
    const learner = this.#model?.model;
    return {
      ...this.#learnedBy,
      registry: this.#registry,
      examples: this.#examples.save(),
      settledAtTraining: this.#settledAtTraining,
      learnedUntil: this.#learnedUntil,
      online: learner instanceof OnlineLogistic ? learner.save() : undefined,
      said: this.#tried.map(({ probability }) => probability),
      happened: this.#tried.map(({ happened }) => (happened ? 1 : 0)),
    };
  }

  /**
   * Goes on bit by bit where it stopped. Refuses `model_corrupt`, also what was saved of a row of
   * other inputs.
   */
  static restore(saved: unknown, inputs: number, options: LearningOptions): Result<LearningModel> {
    const read = readLearning(saved);
    if (!read.ok) return read;
    const { registry, examples, inUse, tried, kind, offset } = read.value;
    const { settledAtTraining, learnedUntil } = read.value;
    if (examples.inputs !== inputs) return corrupt('inputs');
    const model = new LearningModel(registry.subject, inputs, options);
    model.#registry = registry;
    model.#examples = examples;
    model.#tried = tried;
    model.#learnedUntil = learnedUntil ?? examples.until;
    // Another learner, or one that begins elsewhere, is trained when the next market is settled.
    const isAnother = kind !== options.kind || offset !== options.offset;
    if (isAnother) model.#learnedBy = { kind, offset };
    if (isAnother || inUse === undefined) return ok(model);
    model.#settledAtTraining = settledAtTraining;
    model.#use(inUse);
    model.#lookForDrift();
    return ok(model);
  }
}

function learnedBy({ kind, offset }: LearningOptions) {
  return { kind, offset };
}
