import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeUpRows } from '../../../test/support/labeled-rows.ts';
import { type Forecast, scoreForecasts } from '../../domain/forecast-score.ts';
import { Random } from '../../domain/random.ts';
import { featuresOf } from '../labeled-rows.ts';
import { logistic } from '../probability-model.ts';
import { crossFit, type Trainer } from '../splits/cross-fit.ts';
import { forwardSplits } from '../splits/purged.ts';
import { type CalibratedModel, calibratedTrainer, forecastsOf } from './calibrated-model.ts';
import {
  type Calibration,
  calibrated,
  fitCalibration,
  restoreCalibration,
  UNCALIBRATED,
} from './calibration.ts';
import { equalMassBins } from './equal-mass-bins.ts';
import { alongIsotonic, fitIsotonic, pooled } from './isotonic.ts';
import { alongPlatt, fitPlatt } from './platt.ts';

/** Forecasts whose log odds are twice too large. */
function tooSure(count: number, seed = 1): Forecast[] {
  const random = new Random(seed, 'too sure');
  return Array.from({ length: count }, () => {
    const logOdds = 4 * random.float() - 2;
    return { probability: logistic(2 * logOdds), happened: random.float() < logistic(logOdds) };
  });
}

const anyForecasts = fc.array(
  fc.record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    happened: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('isotonic', () => {
  test('pools neighbors that fall, with their weights', () => {
    const rising = pooled([0.1, 0.4, 0.3, 0.35, 0.7, 0.6], [1, 2, 1, 1, 1, 3]);
    const expected = [0.1, 0.3625, 0.3625, 0.3625, 0.625, 0.625];
    for (const [i, value] of rising.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
  });

  test('is a line between the centers of its blocks, and flat beyond', () => {
    const forecasts = [
      [0.1, false],
      [0.2, false],
      [0.4, true],
      [0.6, false],
      [0.9, true],
    ].map(([probability, happened]) => ({ probability, happened }) as Forecast);
    const fitted = fitIsotonic(forecasts);
    expect(fitted.centers).toEqual([expect.closeTo(0.15, 12), 0.5, 0.9]);
    expect(fitted.values).toEqual([0, 0.5, 1]);
    expect(alongIsotonic(fitted, 0.5)).toBe(0.5);
    expect(alongIsotonic(fitted, 0.7)).toBeCloseTo(0.75, 12);
    expect(alongIsotonic(fitted, 0)).toBe(0);
    expect(alongIsotonic(fitted, 1)).toBe(1);
  });

  test('never falls, and keeps the mean of what came', () => {
    fc.assert(
      fc.property(anyForecasts, (forecasts) => {
        const values = forecasts.map(({ happened }) => (happened ? 1 : 0));
        const rising = pooled(values, Array<number>(values.length).fill(1));
        const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
        expect(rising).toEqual(rising.toSorted((a, b) => a - b));
        expect(sum(rising)).toBeCloseTo(sum(values), 9);
      }),
    );
  });
});

describe('platt', () => {
  test('finds that log odds are twice too large', () => {
    const { slope, offset } = fitPlatt(tooSure(20_000));
    expect(slope).toBeGreaterThan(0.47);
    expect(slope).toBeLessThan(0.53);
    expect(Math.abs(offset)).toBeLessThan(0.05);
  });

  test('is at the bottom: what it says and its targets have the same sums', () => {
    const forecasts = tooSure(300);
    const fitted = fitPlatt(forecasts);
    const hits = forecasts.filter(({ happened }) => happened).length;
    const [high, low] = [(hits + 1) / (hits + 2), 1 / (302 - hits)];
    const errors = forecasts.map(
      ({ probability, happened }) => alongPlatt(fitted, probability) - (happened ? high : low),
    );
    const logOdds = forecasts.map(({ probability: p }) => Math.log(p / (1 - p)));
    expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 6);
    expect(errors.reduce((sum, error, i) => sum + error * logOdds[i]!, 0)).toBeCloseTo(0, 6);
  });

  test.each([0, 0.3, 0.9, 1])('of forecasts that are all %f it makes what came', (probability) => {
    const alike = Array.from({ length: 100_000 }, (_, i) => ({
      probability,
      happened: i % 4 === 0,
    }));
    expect(alongPlatt(fitPlatt(alike), probability)).toBeCloseTo(0.25, 4);
  });

  test('does not turn a model around that is wrong more often than right', () => {
    const wrong = tooSure(500).map(({ probability, happened }) => ({
      probability: 1 - probability,
      happened,
    }));
    const fitted = fitPlatt(wrong);
    expect(fitted.slope).toBe(0);
    const hits = wrong.filter(({ happened }) => happened).length;
    expect(alongPlatt(fitted, 0.9)).toBeCloseTo(hits / 500, 2);
  });
});

describe('calibration', () => {
  test('is chosen by the number of settled markets', () => {
    const kindAt = (markets: number) => fitCalibration(tooSure(100), markets).kind;
    expect([49, 50, 999, 1_000].map(kindAt)).toEqual(['none', 'platt', 'platt', 'isotonic']);
    expect(fitCalibration([], 2_000)).toBe(UNCALIBRATED);
  });

  test('never falls, and stays within 0.01 and 0.99', () => {
    const markets = fc.constantFrom(10, 100, 2_000);
    fc.assert(
      fc.property(anyForecasts, markets, (forecasts, many) => {
        const fitted = fitCalibration(forecasts, many);
        const said = [0, 1e-9, 0.01, 0.2, 0.5, 0.5, 0.8, 0.999, 1];
        const got = said.map((one) => calibrated(fitted, one));
        for (const [i, one] of got.entries()) {
          expect(one).toBeGreaterThanOrEqual(0.01);
          expect(one).toBeLessThanOrEqual(0.99);
          expect(one).toBeGreaterThanOrEqual((got[i - 1] ?? 0) - 1e-12);
        }
      }),
    );
  });

  test('is saved and restored exactly', () => {
    for (const markets of [10, 100, 2_000]) {
      const fitted = fitCalibration(tooSure(200), markets);
      const restored = restoreCalibration(JSON.parse(JSON.stringify(fitted)));
      expect(restored).toStrictEqual({ ok: true, value: fitted });
    }
  });

  test.each<[unknown]>([
    [undefined],
    [{ kind: 'beta' }],
    [{ kind: 'platt', slope: null, offset: 0 }],
    [{ kind: 'isotonic', centers: [], values: [] }],
    [{ kind: 'isotonic', centers: [0.1, 0.1], values: [0, 1] }],
    [{ kind: 'isotonic', centers: [0.1, 0.2], values: [0.5] }],
    [{ kind: 'isotonic', centers: [0.1, 0.2], values: [0.5, 0.4] }],
  ])('damaged, %j is refused', (saved) => {
    expect(restoreCalibration(saved)).toMatchObject({ ok: false, code: 'model_corrupt' });
  });

  test.each(['platt', 'isotonic'] as const)('%s: on new forecasts the error is gone', (kind) => {
    const fitted = fitCalibration(tooSure(5_000), kind === 'platt' ? 500 : 5_000);
    expect(fitted.kind).toBe(kind);
    const fresh = tooSure(5_000, 2);
    const after = fresh.map(({ probability, happened }) => ({
      probability: calibrated(fitted, probability),
      happened,
    }));
    const score = (of: readonly Forecast[]) => scoreForecasts(of, equalMassBins(of, 10))!;
    expect(score(fresh).calibrationError).toBeGreaterThan(0.08);
    expect(score(after).calibrationError).toBeLessThan(0.025);
    expect(score(after).logLoss).toBeLessThan(score(fresh).logLoss);
  });
});

describe('a calibrated model', () => {
  /** Says what the market's own input tells, far too surely. */
  const sure: Trainer = ({ inputs }) => ({
    inputs,
    predict: ([own = 0]) => (own < -0.99 ? 'input_unseen' : logistic(9 * own)),
  });
  const rows = madeUpRows({ markets: 400, rowsPerMarket: 3, inputs: 2, seed: 6, slope: 3 });

  test('is right more often than the one it asks, on markets that neither has seen', () => {
    const splits = forwardSplits(rows, 4);
    const loss = (train: Trainer) => {
      const forecasts = forecastsOf(crossFit(rows, splits, train), rows);
      return scoreForecasts(forecasts, [])!.logLoss;
    };
    expect(loss(calibratedTrainer(sure, { groups: 5, embargo: 0 }))).toBeLessThan(loss(sure) - 0.1);
  });

  test('that only remembers markets is known to say nothing of others', () => {
    const remembering: Trainer = (known) => {
      const seen = new Map(
        [...known.labels].map((label, row) => [featuresOf(known, row)[0], label]),
      );
      return { inputs: known.inputs, predict: ([own = 0]) => 0.1 + 0.8 * (seen.get(own) ?? 0.3) };
    };
    const noise = madeUpRows({ markets: 200, rowsPerMarket: 2, inputs: 1, seed: 9, slope: 0 });
    const model = calibratedTrainer(remembering, { groups: 4, embargo: 0 })(noise);
    // Of its own training it would have said 0.9 or 0.1 and been right every time.
    for (let row = 0; row < noise.count; row++) {
      expect(model.predict(featuresOf(noise, row))).toBeGreaterThan(0.35);
      expect(model.predict(featuresOf(noise, row))).toBeLessThan(0.65);
    }
  });

  test('abstains where that one does', () => {
    const model = calibratedTrainer(sure, { groups: 5, embargo: 0 })(rows);
    expect(model.predict(Float64Array.of(-1, 0))).toBe('input_unseen');
    expect(model.predict(Float64Array.of(1, 0))).toBeTypeOf('number');
  });

  test('has no calibration when there are fewer markets than groups', () => {
    const few = madeUpRows({ markets: 3, rowsPerMarket: 30, inputs: 1, seed: 1, slope: 1 });
    const model = calibratedTrainer(sure, { groups: 5, embargo: 0 })(few) as CalibratedModel;
    expect(model.calibration).toEqual<Calibration>({ kind: 'none' });
  });
});

describe('bins of equal mass', () => {
  test('have about equally many, and equal forecasts together', () => {
    const forecasts = [0.5, 0.1, 0.2, 0.2, 0.2, 0.9].map((probability, i) => ({
      probability,
      happened: i % 2 === 0,
    }));
    expect(equalMassBins(forecasts, 3)).toEqual([
      { count: 4, forecast: expect.closeTo(0.175, 12), observed: 0.5 },
      { count: 2, forecast: 0.7, observed: 0.5 },
    ]);
    expect(equalMassBins([], 3)).toEqual([]);
  });

  test('lose no forecast', () => {
    fc.assert(
      fc.property(anyForecasts, fc.integer({ min: 1, max: 12 }), (forecasts, bins) => {
        const found = equalMassBins(forecasts, bins);
        expect(found.length).toBeLessThanOrEqual(bins);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(forecasts.length);
      }),
    );
  });
});
