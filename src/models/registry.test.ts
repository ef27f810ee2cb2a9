import { expect, test } from 'vitest';
import { madeUpRows } from '../../test/support/labeled-rows.ts';
import type { Timestamp } from '../domain/units.ts';
import { fitCalibration } from './calibration/calibration.ts';
import { driftReference } from './drift.ts';
import { featuresOf, hashRows, selectRows } from './labeled-rows.ts';
import { LEARNERS, type LearnerKind, restoreModel } from './learners.ts';
import {
  emptyRegistry,
  type ModelRecord,
  modelInUse,
  needsTraining,
  type Registry,
  registered,
  rolledBack,
} from './registry.ts';

const rowsBy = (markets: number) =>
  madeUpRows({ markets, rowsPerMarket: 2, inputs: 2, seed: 3, slope: 4 });
const rows = rowsBy(60);

function made(kind: LearnerKind, markets = 60): Omit<ModelRecord, 'version' | 'createdFrom'> {
  const own = rowsBy(markets);
  const forecasts = [0.2, 0.4, 0.8].map((probability, i) => ({ probability, happened: i > 0 }));
  return {
    madeAt: 1_780_000_000_000_000 as Timestamp,
    dataHash: hashRows(own),
    inputs: [0, 1],
    rows: own.count,
    incompleteRows: 0,
    settledMarkets: markets,
    metrics: undefined,
    model: LEARNERS[kind].train(own).save(),
    calibration: fitCalibration(forecasts, markets),
    drift: driftReference(own),
  };
}

function rolled(registry: Registry, version: number): Registry {
  const result = rolledBack(registry, version);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

test('versions count up, each from the one that was in use', () => {
  let registry = registered(emptyRegistry('btc'), made('online-logistic'));
  registry = registered(registry, made('boosted-trees', 70));
  registry = rolled(registry, 1);
  registry = registered(registry, made('boosted-trees', 80));
  const line = registry.records.map(({ version, createdFrom }) => [version, createdFrom]);
  expect(line).toEqual([
    [1, undefined],
    [2, 1],
    [3, 1],
  ]);
  expect(registry.inUse).toBe(3);
});

test('a rollback goes to an earlier version and to no other', () => {
  let registry = registered(emptyRegistry('btc'), made('online-logistic'));
  registry = registered(registry, made('online-logistic', 70));
  expect(rolledBack(registry, 7)).toMatchObject({ code: 'version_unknown' });
  expect(rolledBack(registry, 2)).toMatchObject({ code: 'version_not_earlier' });
  expect(rolledBack(emptyRegistry('eth'), 1)).toMatchObject({ code: 'version_unknown' });
  expect(rolled(registry, 1).records).toEqual(registry.records);
});

test('training is needed when rows have changed, and not because of a rollback', () => {
  let registry = emptyRegistry('btc');
  expect(needsTraining(registry, hashRows(rows))).toBe(true);
  registry = registered(registry, made('online-logistic', 50));
  expect(needsTraining(registry, hashRows(rows))).toBe(true);
  registry = registered(registry, made('online-logistic', 60));
  expect(needsTraining(registry, hashRows(rows))).toBe(false);
  expect(needsTraining(rolled(registry, 1), hashRows(rows))).toBe(false);
});

test.each(Object.keys(LEARNERS) as LearnerKind[])(
  '%s: written to a file and read, the model in use says the same',
  (kind) => {
    const registry = registered(emptyRegistry('btc'), made(kind));
    const read = JSON.parse(JSON.stringify(registry)) as Registry;
    const [before, after] = [modelInUse(registry), modelInUse(read)];
    if (before?.ok !== true || after?.ok !== true) throw new Error('restored');
    for (let row = 0; row < rows.count; row++) {
      const said = before.value.predict(featuresOf(rows, row));
      expect(said).toBeTypeOf('number');
      expect(after.value.predict(featuresOf(rows, row))).toBe(said);
    }
  },
);

test('a damaged model is refused, and without one there is none', () => {
  expect(modelInUse(emptyRegistry('btc'))).toBeUndefined();
  const record = made('boosted-trees');
  const damaged = [
    { ...record, model: { ...record.model, kind: 'toString' } },
    { ...record, model: { ...record.model, examples: -1 } },
    { ...record, calibration: { kind: 'platt' } },
  ] as unknown as ModelRecord[];
  for (const one of damaged) {
    const model = modelInUse(registered(emptyRegistry('btc'), one));
    expect(model).toMatchObject({ ok: false, code: 'model_corrupt' });
  }
  expect(restoreModel(null)).toMatchObject({ ok: false, code: 'model_corrupt' });
});

test('the online learner learns in the order in which windows closed, however rows lie', () => {
  const inTime = madeUpRows({ markets: 60, rowsPerMarket: 1, inputs: 2, seed: 3, slope: 4 });
  const backward = selectRows(inTime, Int32Array.from(inTime.labels.keys()).reverse());
  const { train } = LEARNERS['online-logistic'];
  expect(train(backward).save()).toStrictEqual(train(inTime).save());
});
