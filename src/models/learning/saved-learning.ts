import type { Forecast } from '../../domain/forecast-score.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { CalibratedModel } from '../calibration/calibrated-model.ts';
import { LEARNERS, type LearnerKind } from '../learners.ts';
import { OnlineLogistic, type SavedOnline } from '../online-logistic.ts';
import { type ModelRecord, modelInUse, type Registry, rolledBack } from '../registry.ts';
import { corrupt, isCount, isNumbers } from '../saved.ts';
import { Examples, type SavedExamples } from './examples.ts';

/** A learning model as plain JSON. */
export type SavedLearning = {
  readonly kind: LearnerKind;
  /** As in `LearningOptions`; not in what was saved before there were any. */
  readonly offset?: number | undefined;
  readonly registry: Registry;
  readonly examples: SavedExamples;
  readonly settledAtTraining: number;
  /** When the newest label was known; not in what was saved before that was told. */
  readonly learnedUntil?: Timestamp | undefined;
  /** The online learner in use, with what it has learned since it was trained. */
  readonly online: SavedOnline | undefined;
  /** What was said before it was known, and what came. */
  readonly said: readonly number[];
  readonly happened: readonly number[];
};

type ReadLearning = Pick<
  SavedLearning,
  'kind' | 'offset' | 'registry' | 'settledAtTraining' | 'learnedUntil'
> & {
  readonly examples: Examples;
  /** Undefined before the first training. */
  readonly inUse: CalibratedModel | undefined;
  readonly tried: Forecast[];
};

/** Refuses `model_corrupt`. */
export function readLearning(saved: unknown): Result<ReadLearning> {
  const one = (saved ?? {}) as Partial<SavedLearning>;
  const { kind, offset, registry, settledAtTraining, learnedUntil, said, happened } = one;
  if (kind === undefined || !Object.hasOwn(LEARNERS, kind)) return corrupt('kind');
  if (!isRegistry(registry)) return corrupt('versions');
  if (!isCount(settledAtTraining)) return corrupt('number of examples');
  if (learnedUntil !== undefined && !isCount(learnedUntil)) return corrupt('time of learning');
  if (!isNumbers(said) || !isNumbers(happened, said.length)) return corrupt('forecasts');
  const examples = Examples.restore(one.examples);
  if (!examples.ok) return examples;
  const { inputs } = examples.value;
  const offsets = [offset, ...registry.records.map((record) => record.offset)];
  if (!offsets.every((one) => isOffset(one, inputs))) return corrupt('offset');
  const inUse = learnerInUse(registry, one.online);
  if (!inUse.ok) return inUse;
  const tried = said.map((probability, i) => ({ probability, happened: happened[i] === 1 }));
  const rest = { kind, offset, registry, settledAtTraining, learnedUntil, tried };
  return ok({ ...rest, examples: examples.value, inUse: inUse.value });
}

/**
 * With an earlier version in use, as it was when it was trained, until as many markets have settled
 * as from one training to the next. Refuses as `rolledBack` does.
 */
export function rolledBackLearning(saved: SavedLearning, version: number): Result<SavedLearning> {
  const registry = rolledBack(saved.registry, version);
  if (!registry.ok) return registry;
  const settledAtTraining = saved.examples.settled;
  return ok({ ...saved, registry: registry.value, online: undefined, settledAtTraining });
}

function learnerInUse(
  registry: Registry,
  online: SavedOnline | undefined,
): Result<CalibratedModel | undefined> {
  const trained = modelInUse(registry);
  if (trained === undefined) return ok(undefined);
  if (!trained.ok || online === undefined) return trained;
  const learner = OnlineLogistic.restore(online);
  if (!learner.ok) return learner;
  if (learner.value.inputs !== trained.value.inputs) return corrupt('inputs');
  return ok(new CalibratedModel(learner.value, trained.value.calibration));
}

function isOffset(value: unknown, inputs: number): boolean {
  return value === undefined || (isCount(value) && value < inputs);
}

function isRegistry(value: unknown): value is Registry {
  const { subject, records, inUse } = (value ?? {}) as Partial<Registry>;
  if (typeof subject !== 'string' || !Array.isArray(records)) return false;
  if (!records.every(isRecord)) return false;
  return inUse === undefined || records.some(({ version }) => version === inUse);
}

function isRecord(value: unknown): value is ModelRecord {
  const { version, madeAt, inputs, drift } = (value ?? {}) as Partial<ModelRecord>;
  if (!isCount(version) || !isCount(madeAt) || !isNumbers(inputs)) return false;
  const { edges, counts } = drift ?? {};
  return areLists(edges) && areLists(counts) && edges.length === inputs.length;
}

function areLists(value: unknown): value is readonly (readonly number[])[] {
  return Array.isArray(value) && value.every((list) => isNumbers(list));
}
