import { expect, test } from 'vitest';
import { type Forecast, scoreForecasts, unbiasedReliability } from './forecast-score.ts';

const vector = [
  { forecast: 0.2, count: 50, hits: 8 },
  { forecast: 0.5, count: 30, hits: 18 },
  { forecast: 0.8, count: 20, hits: 15 },
];
const bins = vector.map(({ hits, ...bin }) => ({ ...bin, observed: hits / bin.count }));
const forecasts = vector.flatMap(({ forecast, count, hits }): Forecast[] =>
  Array.from({ length: count }, (_, i) => ({ probability: forecast, happened: i < hits })),
);

test('the vectors of formulas.md §11', () => {
  const score = scoreForecasts(forecasts, bins)!;
  expect(score.brier).toBeCloseTo(0.181, 12);
  expect(score.reliability - score.resolution + score.uncertainty).toBeCloseTo(0.181, 12);
  expect(score.logLoss).toBeCloseTo(0.544362907, 9);
  expect(score.calibrationError).toBeCloseTo(0.06, 12);
  expect(score.calibrationErrorByChance).toBeCloseTo(0.05869154488, 10);
  expect(unbiasedReliability(bins)).toBeCloseTo(-0.001527871403, 12);
});

test('a sure thing that failed has no finite log loss', () => {
  expect(scoreForecasts([{ probability: 1, happened: false }], [])?.logLoss).toBe(
    Number.POSITIVE_INFINITY,
  );
});
