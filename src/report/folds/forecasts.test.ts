import { expect, test } from 'vitest';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import { renderReport } from '../html/report.ts';
import { reportJson } from '../json/report.ts';
import { foldReport } from '../report.ts';
import { foldForecasts } from './forecasts.ts';

const DOLLAR = 1_000_000;
const fiveMinutes = (number: number, name = 'btc') =>
  scriptedMarket(`${name}-${number}`, NOON + 300 * number * SECOND);

/** Four forecasts in three windows; the first outcome of the first market alone came true. */
function scripted() {
  const script = new RunScript([0, 1, 2].map((number) => fiveMinutes(number)));
  script.forecast(0, 0.8, 0.6, 'trees');
  script.forecast(0, 0.9, 0.7, 'trees');
  script.resolve(0, DOLLAR);
  script.forecast(1, 0.3, 0.4, 'logistic');
  script.resolve(1, 0);
  script.forecast(2, 0.6, 0.5, 'trees');
  script.resolve(2, 0);
  return script;
}

test('forecasts of markets without a winner, and of those that paid one half, are left out', () => {
  const script = new RunScript(3);
  script.forecast(0, 0.7, 0.6);
  script.forecast(1, 0.7, undefined);
  script.forecast(2, 0.7, 0.6);
  script.resolve(0, 500_000);
  script.resolve(1, 0);
  expect(foldForecasts(script.record())).toMatchObject([
    { market: 1, probability: 0.7, mid: undefined, happened: false, model: 'a model' },
  ]);
});

test('model and midpoint are scored on the same forecasts', () => {
  const { all } = foldReport(scripted().record()).forecasts!;
  expect(all).toMatchObject({ forecasts: 4, withoutMid: 0, windows: 3 });
  // (0.04 + 0.01 + 0.09 + 0.36) / 4, (0.16 + 0.09 + 0.16 + 0.25) / 4
  expect(all.model.score.brier).toBeCloseTo(0.125, 12);
  expect(all.mid.score.brier).toBeCloseTo(0.165, 12);
  expect(all.brier.mean).toBeCloseTo(-0.04, 12);
  // -ln(0.8 * 0.9 * 0.7 * 0.4) / 4, -ln(0.6 * 0.7 * 0.6 * 0.5) / 4
  expect(all.model.score.logLoss).toBeCloseTo(0.400367, 6);
  expect(all.mid.score.logLoss).toBeCloseTo(0.517868, 6);
  expect(all.logLoss.mean).toBeCloseTo(-Math.log(1.6) / 4, 12);
});

test('the interval is of whole windows: of 27 draws one in each tail is a window thrice', () => {
  const { all } = foldReport(scripted().record()).forecasts!;
  // The first window's two forecasts are -0.10 on average, the last one's is +0.11.
  expect(all.brier.interval!.low).toBeCloseTo(-0.1, 12);
  expect(all.brier.interval!.high).toBeCloseTo(0.11, 12);
});

test('markets of the same time are one window, and one window has no interval', () => {
  const script = new RunScript([fiveMinutes(0), fiveMinutes(0, 'eth')]);
  for (const market of [0, 1]) {
    script.forecast(market, 0.8, 0.6);
    script.resolve(market, DOLLAR);
  }
  const { all } = foldReport(script.record()).forecasts!;
  expect(all.windows).toBe(1);
  expect(all.brier).toEqual({ mean: expect.closeTo(-0.12, 12), interval: undefined });
});

test('a sure thing that failed costs without limit, and says so instead of NaN', () => {
  const script = new RunScript([fiveMinutes(0), fiveMinutes(1)]);
  for (const market of [0, 1]) {
    script.forecast(market, 1, 0.5);
    script.resolve(market, 0);
  }
  const { all } = foldReport(script.record()).forecasts!;
  expect(all.logLoss).toEqual({ mean: Number.POSITIVE_INFINITY, interval: undefined });
});

test('models are told apart by name, and what has no midpoint beside it is counted', () => {
  const script = scripted();
  script.forecast(2, 0.5, undefined, 'blind');
  const { all, models } = foldReport(script.record()).forecasts!;
  expect(all).toMatchObject({ forecasts: 4, withoutMid: 1 });
  expect(models.map(({ name, skill }) => [name, skill.forecasts])).toEqual([
    ['trees', 3],
    ['logistic', 1],
  ]);
});

test('the report shows them, and is silent where no model spoke', () => {
  const report = foldReport(scripted().record());
  const page = renderReport(report);
  expect(page).toContain('Forecasts beside the market');
  expect(page).toContain('-0.0400');
  expect(page).toContain('Forecasts from 0.80 to 0.90: 1 of 1 came true; on average 0.800');
  expect(page).toContain('Midpoints from 0.60 to 0.70: 1 of 1 came true; on average 0.600');
  expect(reportJson(report).forecasts).toMatchObject({
    all: { forecasts: 4, windows: 3, brier: { model: '0.125000', mid: '0.165000' } },
    models: [{ name: 'trees' }, { name: 'logistic' }],
  });
  const silent = foldReport(new RunScript().record());
  expect(renderReport(silent)).not.toContain('Forecasts beside the market');
  expect(reportJson(silent).forecasts).toBeNull();
});
