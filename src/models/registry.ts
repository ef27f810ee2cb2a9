import type { ForecastScore } from '../domain/forecast-score.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Timestamp } from '../domain/units.ts';
import { CalibratedModel } from './calibration/calibrated-model.ts';
import { type Calibration, restoreCalibration } from './calibration/calibration.ts';
import type { DriftReference } from './drift.ts';
import { restoreModel, type SavedModel } from './learners.ts';
import { corrupt } from './saved.ts';

/** A trained model with all that tells where it comes from; plain JSON. */
export type ModelRecord = {
  /** 1, 2, 3…; never given twice. */
  readonly version: number;
  /** The version that was in use when it was made. */
  readonly createdFrom: number | undefined;
  readonly madeAt: Timestamp;
  /** Of the rows, by `hashRows`. */
  readonly dataHash: string;
  /** What it takes of a row, by number. */
  readonly inputs: readonly number[];
  /** Which number of a row is the log odds that it begins with; undefined: even odds. */
  readonly offset?: number | undefined;
  readonly rows: number;
  /** Left out, as an input was missing. */
  readonly incompleteRows: number;
  readonly settledMarkets: number;
  /** Out of sample, never of the training. Undefined when there was too little to hold out. */
  readonly metrics: ForecastScore | undefined;
  readonly model: SavedModel;
  readonly calibration: Calibration;
  readonly drift: DriftReference;
};

/** All versions of one model, of an asset or pooled. Storage is somebody else's. */
export type Registry = {
  readonly subject: string;
  /** Oldest first. */
  readonly records: readonly ModelRecord[];
  /** The version that is asked; undefined before the first. */
  readonly inUse: number | undefined;
};

export function emptyRegistry(subject: string): Registry {
  return { subject, records: [], inUse: undefined };
}

/** With a new model, which is in use from now on. */
export function registered(
  registry: Registry,
  made: Omit<ModelRecord, 'version' | 'createdFrom'>,
): Registry {
  const version = (registry.records.at(-1)?.version ?? 0) + 1;
  const record = { ...made, version, createdFrom: registry.inUse };
  return { ...registry, records: [...registry.records, record], inUse: version };
}

/** With the newest `most` versions alone, and the one in use. */
export function withoutOld(registry: Registry, most: number): Registry {
  const { records, inUse } = registry;
  const kept = records.filter(({ version }, i) => version === inUse || i >= records.length - most);
  return { ...registry, records: kept };
}

/** With an earlier version in use again. The later ones stay, and their numbers are not reused. */
export function rolledBack(registry: Registry, version: number): Result<Registry> {
  const { subject, records, inUse } = registry;
  if (!records.some((record) => record.version === version)) {
    const known = records.map((record) => record.version).join(', ') || 'none';
    return refuse('version_unknown', `no version ${version} of model ${subject}; known: ${known}`);
  }
  if (inUse === undefined || version >= inUse) {
    const message = `version ${version} of model ${subject} is not earlier than ${inUse}, in use`;
    return refuse('version_not_earlier', message);
  }
  return ok({ ...registry, inUse: version });
}

/**
 * Whether rows have come or changed since the newest training. Not since that of the version in
 * use: what was rolled back would at once be made again of the same rows.
 */
export function needsTraining({ records }: Registry, dataHash: string): boolean {
  return records.at(-1)?.dataHash !== dataHash;
}

/** Undefined before the first. */
export function recordInUse({ records, inUse }: Registry): ModelRecord | undefined {
  return records.find(({ version }) => version === inUse);
}

/** The model in use, calibrated; undefined before the first, `model_corrupt` when damaged. */
export function modelInUse(registry: Registry): Result<CalibratedModel> | undefined {
  const record = recordInUse(registry);
  if (record === undefined) return undefined;
  const model = restoreModel(record.model);
  if (!model.ok) return model;
  if (model.value.inputs !== record.inputs.length) return corrupt('inputs');
  const calibration = restoreCalibration(record.calibration);
  return calibration.ok ? ok(new CalibratedModel(model.value, calibration.value)) : calibration;
}
