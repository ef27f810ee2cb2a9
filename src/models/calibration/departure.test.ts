import { describe, expect, test } from 'vitest';
import { Random } from '../../domain/random.ts';
import { logistic } from '../probability-model.ts';
import { restoreCalibration } from './calibration.ts';
import { alongDeparture, type DepartingForecast, fitDeparture } from './departure.ts';

/** What came is drawn from the offset and `truth` of the way to what was said. */
function forecasts(count: number, truth: number, seed = 1): DepartingForecast[] {
  const random = new Random(seed, 'departure');
  return Array.from({ length: count }, () => {
    const offset = 4 * random.float() - 2;
    const way = 4 * random.float() - 2;
    const happened = random.float() < logistic(offset + truth * way);
    return { offset, probability: logistic(offset + way), happened };
  });
}

const lossOf = (all: readonly DepartingForecast[], share: number) =>
  all.reduce((sum, { probability, offset, happened }) => {
    const said = alongDeparture({ kind: 'departure', share }, probability, offset);
    return sum - Math.log(happened ? said : 1 - said);
  }, 0);

describe('how much of a departure is believed', () => {
  test.each([0.2, 0.5, 0.8])('%d of it, where so much is true', (truth) => {
    expect(fitDeparture(forecasts(5_000, truth), 5_000).share).toBeCloseTo(truth, 1);
  });

  test('no other share has less loss', () => {
    const all = forecasts(80, 0.5);
    const { share } = fitDeparture(all, 80);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    for (const other of [0, share - 1e-3, share + 1e-3, 1]) {
      expect(lossOf(all, share)).toBeLessThan(lossOf(all, other));
    }
  });

  test('never more than all of it, and never the contrary', () => {
    expect(fitDeparture(forecasts(2_000, 2), 2_000).share).toBe(1);
    expect(fitDeparture(forecasts(2_000, -1), 2_000).share).toBe(0);
  });

  test('nothing of fewer than fifty markets, however many rows, nor of no forecast', () => {
    const all = forecasts(500, 1);
    expect(fitDeparture(all, 49).share).toBe(0);
    expect(fitDeparture(all, 50).share).toBeGreaterThan(0.5);
    expect(fitDeparture([], 100).share).toBe(0);
  });
});

test('a share of nothing says the offset, all of it what the model says', () => {
  expect(alongDeparture({ kind: 'departure', share: 0 }, 0.9, 0.4)).toBe(logistic(0.4));
  expect(alongDeparture({ kind: 'departure', share: 1 }, 0.9, 0.4)).toBeCloseTo(0.9, 12);
});

test('is restored, and refused when damaged', () => {
  const departure = fitDeparture(forecasts(100, 0.5), 100);
  expect(restoreCalibration(JSON.parse(JSON.stringify(departure)))).toEqual({
    ok: true,
    value: departure,
  });
  for (const share of ['all', null, -0.1, 1.1]) {
    expect(restoreCalibration({ kind: 'departure', share })).toMatchObject({
      code: 'model_corrupt',
    });
  }
});
