import { expect, test } from 'vitest';
import { madeUpRows, WINDOW } from '../../test/support/labeled-rows.ts';
import { scoreForecasts } from '../domain/forecast-score.ts';
import type { Timestamp } from '../domain/units.ts';
import { calibratedTrainer, forecastsOf } from './calibration/calibrated-model.ts';
import { equalMassBins } from './calibration/equal-mass-bins.ts';
import { featuresOf, hashRows, type LabeledRows } from './labeled-rows.ts';
import { LEARNERS, type LearnerKind } from './learners.ts';
import { emptyRegistry, modelInUse, type Registry } from './registry.ts';
import { retrained } from './retrain.ts';
import { crossFit } from './splits/cross-fit.ts';
import { forwardSplits } from './splits/purged.ts';

const options = {
  kind: 'online-logistic',
  splits: { groups: 5, embargo: WINDOW },
  madeAt: 1_780_000_000_000_000 as Timestamp,
} as const;

const rowsBy = (markets: number) =>
  madeUpRows({ markets, rowsPerMarket: 3, inputs: 2, seed: 5, slope: 5 });

function train(registry: Registry, markets: number): Registry {
  const result = retrained(registry, rowsBy(markets), options);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

test('a new version tells of its rows, and is scored on markets that it had not seen', () => {
  const registry = train(emptyRegistry('btc'), 120);
  const [record] = registry.records;
  expect(record).toMatchObject({
    version: 1,
    madeAt: options.madeAt,
    dataHash: hashRows(rowsBy(120)),
    rows: 360,
    settledMarkets: 120,
    calibration: { kind: 'platt' },
  });
  const rows = rowsBy(120);
  const trainer = calibratedTrainer(LEARNERS['online-logistic'].train, options.splits);
  const forecasts = forecastsOf(crossFit(rows, forwardSplits(rows, 5), trainer), rows);
  expect(record!.metrics).toEqual(scoreForecasts(forecasts, equalMassBins(forecasts, 10)));
  expect(record!.metrics!.brier).toBeLessThan(0.2);
  const model = modelInUse(registry);
  if (model?.ok !== true) throw new Error('it can be restored');
  expect(model.value.predict(featuresOf(rowsBy(120), 0))).toBeTypeOf('number');
});

test('the same rows make no new version, and more of them do', () => {
  const once = train(emptyRegistry('btc'), 30);
  expect(train(once, 30)).toBe(once);
  expect(train(once, 31).inUse).toBe(2);
});

test.each(Object.keys(LEARNERS) as LearnerKind[])(
  '%s: rows with a missing input are left out, and counted',
  (kind) => {
    const rows = rowsBy(60);
    const values = rows.values.map((value, place) => (place % 60 === 1 ? Number.NaN : value));
    const of = (given: LabeledRows) => {
      const result = retrained(emptyRegistry('btc'), given, { ...options, kind });
      if (!result.ok) throw new Error(result.message);
      return result.value.records[0]!;
    };
    const record = of({ ...rows, values });
    expect([record.rows, record.incompleteRows]).toEqual([174, 6]);
    expect(record.model).not.toEqual(of(rows).model);
    expect(record.metrics!.brier).toBeLessThan(0.25);
  },
);

test('of too few markets nothing is trained, and of few nothing is claimed', () => {
  const few = retrained(emptyRegistry('btc'), rowsBy(9), options);
  expect(few).toMatchObject({ ok: false, code: 'markets_few' });
  const splits = { groups: 20, embargo: 0 };
  const some = retrained(emptyRegistry('btc'), rowsBy(10), { ...options, splits });
  expect(some).toMatchObject({ ok: true });
  const record = some.ok ? some.value.records[0] : undefined;
  expect(record).toMatchObject({ metrics: undefined, calibration: { kind: 'none' } });
});
