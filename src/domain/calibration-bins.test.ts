import { describe, expect, test } from 'vitest';
import { calibrate } from './calibration-bins.ts';
import { type Forecast, scoreForecasts, unbiasedReliability } from './forecast-score.ts';

describe('calibration', () => {
  const forecasts: Forecast[] = [
    [0.2, 50, 8],
    [0.5, 30, 18],
    [0.8, 20, 15],
  ].flatMap(([probability = 0, n = 0, wins = 0]) =>
    Array.from({ length: n }, (_, i) => ({ probability, happened: i < wins })),
  );
  const bins = calibrate(forecasts, 10);
  const score = scoreForecasts(forecasts, bins)!;

  test('reproduces the Brier score and its parts', () => {
    expect(score.brier).toBeCloseTo(0.181, 12);
    expect(score.reliability).toBeCloseTo(0.0043, 12);
    expect(score.resolution).toBeCloseTo(0.0652, 12);
    expect(score.uncertainty).toBeCloseTo(0.2419, 12);
    expect(score.withinBins).toBeCloseTo(0, 12);
  });

  test('reproduces the log-loss and the calibration error beside that of chance', () => {
    expect(score.logLoss).toBeCloseTo(0.544362907, 9);
    expect(score.calibrationError).toBeCloseTo(0.06, 12);
    expect(score.calibrationErrorByChance).toBeCloseTo(0.05869154488, 10);
  });

  test('reproduces the reliability without its bias, unknown where a bin has one forecast', () => {
    expect(unbiasedReliability(bins)).toBeCloseTo(-0.001527871403, 12);
    expect(unbiasedReliability([])).toBeUndefined();
    const one = calibrate([{ probability: 0.5, happened: true }], 10);
    expect(unbiasedReliability(one)).toBeUndefined();
  });

  test('bins by price, edges to the upper bin, 1 to the last', () => {
    const edge = calibrate(
      [0.3, 0.6, 0.7, 0.29999, 1].map((probability) => ({ probability, happened: true })),
      10,
    );
    expect(edge.map(({ from, count }) => [from, count])).toEqual([
      [0.2, 1],
      [0.3, 1],
      [0.6, 1],
      [0.7, 1],
      [0.9, 1],
    ]);
  });

  test('tells what forecasts vary within their bins', () => {
    const mixed = [0.51, 0.59].map((probability, i) => ({ probability, happened: i === 1 }));
    const within = scoreForecasts(mixed, calibrate(mixed, 10))!.withinBins;
    expect(within).not.toBeCloseTo(0, 6);
  });

  test('without forecasts has neither bins nor scores', () => {
    expect(calibrate([], 10)).toEqual([]);
    expect(scoreForecasts([], [])).toBeUndefined();
  });
});
