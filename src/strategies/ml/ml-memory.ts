import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { LearningModel, type LearningOptions } from '../../models/learning/learning-model.ts';
import { rolledBackLearning, type SavedLearning } from '../../models/learning/saved-learning.ts';
import { isCount } from '../../models/saved.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import { DEFAULT_LEARNING } from './parameters.ts';
import { isWaiting, type WaitingMarket } from './waiting-market.ts';

/** What the strategy has learned; plain JSON. Of buys and losses the account knows. */
export type MlMemory = {
  readonly schema: 'polydesk.ml';
  readonly version: 1;
  /** Names of the features in a row. */
  readonly features: readonly string[];
  readonly models: readonly SavedLearning[];
  /** Not in what was saved before they were kept. */
  readonly waiting?: readonly WaitingMarket[];
  readonly dropped?: number;
};

/** Read back. */
export type ReadMemory = {
  readonly models: readonly LearningModel[];
  readonly waiting: readonly WaitingMarket[];
  /** Markets of which something was seen and whose outcome never came. */
  readonly dropped: number;
};

/** To go on learning by `learning`; undefined: only to be looked at. Refuses `memory_corrupt`. */
export function readMemory(
  text: string,
  features: readonly string[],
  learning?: LearningOptions,
): Result<ReadMemory> {
  const memory = parsed(text);
  if (memory?.schema !== 'polydesk.ml') return corrupt('it is no memory of the strategy ml');
  if (memory.version !== 1) return corrupt(`it is of version ${memory.version}, this reads 1`);
  if (String(memory.features) !== String(features)) return corrupt('it is of other features');
  const { models, waiting = [], dropped = 0 } = memory;
  if (!Array.isArray(models)) return corrupt('it has no models');
  const isWhole = (one: unknown) => isWaiting(one, features.length);
  if (!Array.isArray(waiting) || !waiting.every(isWhole) || !isCount(dropped)) {
    return corrupt('what waits for its outcome cannot be');
  }
  const restored: LearningModel[] = [];
  for (const saved of models) {
    const options = learning ?? { ...DEFAULT_LEARNING, kind: saved?.kind, offset: saved?.offset };
    const model = LearningModel.restore(saved, features.length, options);
    if (!model.ok) return corrupt(model.message);
    restored.push(model.value);
  }
  return ok({ models: restored, waiting, dropped });
}

/** Without what waits: the outcomes are of a recording, and come to nobody else. */
export function lessonsOf(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as MlMemory), waiting: [] });
}

/**
 * With an earlier version of a model in use. Refuses `memory_corrupt`, `model_unknown`, and as a
 * registry refuses a rollback.
 */
export function modelBackTo(
  text: string,
  features: readonly string[],
  subject: string,
  version: number,
): Result<string> {
  const read = readMemory(text, features);
  if (!read.ok) return read;
  const memory = parsed(text) as MlMemory;
  const saved = memory.models.find(({ registry }) => registry.subject === subject);
  if (saved === undefined) {
    const known = memory.models.map(({ registry }) => registry.subject).join(', ') || 'none';
    return refuse('model_unknown', `there is no model of ${subject}; known: ${known}`);
  }
  const back = rolledBackLearning(saved, version);
  if (!back.ok) return back;
  const models = memory.models.map((one) => (one === saved ? back.value : one));
  return ok(JSON.stringify({ ...memory, models }));
}

/** For people, and for whoever must not decide before it was learned. */
export function factsOf(
  { models, awaits, dropped }: Pick<ReadMemory, 'models' | 'dropped'> & Awaiting,
  features: readonly string[],
): MemoryFacts {
  const rest = [
    ...(awaits.length === 0 ? [] : [waitingLine(awaits.length)]),
    ...(dropped === 0 ? [] : [`dropped ${dropped} markets whose outcome never came`]),
  ];
  return {
    learnedUntil: latest(models),
    markets: models.reduce((sum, { settled }) => sum + settled, 0),
    lines: [...models.map((model) => lineOf(model, features)), ...rest],
    awaits,
  };
}

type Awaiting = { readonly awaits: readonly string[] };

/** When the newest label was known that any of them has learned. */
export function latest(models: readonly LearningModel[]): Timestamp | undefined {
  const ends = models.flatMap(({ learnedUntil }) =>
    learnedUntil === undefined ? [] : [learnedUntil],
  );
  return ends.length === 0 ? undefined : (Math.max(...ends) as Timestamp);
}

function lineOf(model: LearningModel, features: readonly string[]): string {
  const { subject, learnedBy, settled, version, accuracy, score } = model;
  const trained = version === undefined ? 'not trained yet' : `version ${version}`;
  const tried =
    accuracy === undefined || score === undefined
      ? 'nothing said yet'
      : `right in ${(100 * accuracy.share).toFixed(1)} % of ${accuracy.of}, ` +
        `Brier ${score.brier.toFixed(4)}`;
  const prior = learnedBy.offset === undefined ? 'none' : 'market';
  const learned = `${settled} settled markets, ${trained}, ${tried}, prior ${prior}`;
  const gone = model.drifted.map((input) => features[input]).join(', ');
  const drifted = gone === '' ? '' : `; elsewhere than in training: ${gone}`;
  return `${subject} ${learnedBy.kind}: ${learned}${drifted}`;
}

function parsed(text: string): Partial<MlMemory> | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Partial<MlMemory> | undefined;
  } catch {
    return undefined;
  }
}

function corrupt(why: string) {
  return refuse('memory_corrupt', `the memory cannot be used: ${why}`);
}

function waitingLine(count: number): string {
  return `waits for the outcomes of ${count} ${count === 1 ? 'market' : 'markets'}`;
}
