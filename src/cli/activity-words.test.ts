import { expect, test } from 'vitest';
import type { ToldActivity } from '../runtime/activity/told-activity.ts';
import { activityInLines } from './activity-words.ts';

const IDLE: ToldActivity['strategies'][number] = {
  name: 'alpha',
  decisions: 0,
  orders: 0,
  denied: 0,
  skipped: 0,
  fills: 0,
  traded: 0,
  settled: 0,
  won: 0,
  winRate: undefined,
  winRateInterval: undefined,
  net: 0 as never,
  outlay: 0 as never,
  fees: 0 as never,
  roi: undefined,
  models: [],
  forecasts: [],
  reasons: [],
  silences: [],
};

function linesOf(changes: Partial<typeof IDLE>): string[] {
  return activityInLines({ coverage: [], strategies: [{ ...IDLE, ...changes }] });
}

test('a strategy that has done nothing yet says so', () => {
  expect(linesOf({})).toEqual([
    'alpha: 0 decisions (0 orders, 0 denied, 0 skipped), 0 fills in 0 markets; none decided yet',
  ]);
});

test('what it made is told with the interval of its win rate', () => {
  const [line] = linesOf({
    ...{ decisions: 9, orders: 4, denied: 2, skipped: 3, fills: 4, traded: 4, settled: 4, won: 3 },
    ...{ winRate: 0.75, winRateInterval: { low: 0.301, high: 0.954 } },
    ...{ net: 1_200_000 as never, roi: 0.031 },
  });
  expect(line).toBe(
    'alpha: 9 decisions (4 orders, 2 denied, 3 skipped), 4 fills in 4 markets; ' +
      '4 decided, 3 won (75.0 % [30.1, 95.4]), +1.20 dollars, ROI +3.1 %',
  );
});

test('what it has learned stands before what came of it', () => {
  expect(linesOf({ models: ['btc trees: 12 settled markets'] })[1]).toBe(
    '  has learned: btc trees: 12 settled markets',
  );
});

test('forecasts stand beside the market price, in side and in error', () => {
  const forecasts = {
    ...{ model: 'btc trees 3', said: 5, decided: 4, brier: 0.2, marketBrier: 0.21 },
    ...{ compared: 4, agreed: 3, modelRight: 2, marketRight: 3, rightAgainstMarket: 0 },
    calibration: [{ from: 0.6, count: 4, forecast: 0.65, observed: 0.5, interval: undefined }],
  };
  expect(linesOf({ forecasts: [forecasts] })[1]).toBe(
    "  btc trees 3: 5 forecasts, 4 of decided markets; Brier 0.2000, the market's own price " +
      '0.2100; agrees with it 75.0 %, right 50.0 %, the market 75.0 %; ' +
      'calibration: 0.65 came 0.50 (4)',
  );
});

test('each reason not to trade has its count and its latest numbers, in words', () => {
  const latest = { at: 1_776_081_600_000_000 as never, market: 'btc-x', message: undefined };
  const lines = linesOf({
    reasons: [
      {
        kind: 'skipped',
        code: 'no_favorite',
        count: 3,
        latest: { ...latest, numbers: { mid: 5 } },
      },
      {
        ...{ kind: 'denied', code: 'too_large', count: 1 },
        latest: { ...latest, message: 'more than allowed', numbers: {} },
      },
    ],
  });
  expect(lines.slice(1)).toEqual([
    '  no favorite: 3 times, last 12:00:00.000 in btc-x (mid 5)',
    '  DENIED too large: 1 time, last 12:00:00.000 in btc-x: more than allowed',
  ]);
});

test('so has each market of which nothing was said', () => {
  const silence = (code: string, numbers = {}) => {
    return { code, markets: 2, nearest: { market: 'btc-x', numbers } };
  };
  const lines = linesOf({
    silences: [
      silence('not_open_yet', { secondsUntilOpen: 90 }),
      silence('favorite', { mid: 5, secondsUntilWindow: 60 }),
      silence('strategy_halted'),
    ],
  });
  expect(lines.slice(1)).toEqual([
    '  2 markets (btc-x): not open yet, opens in 1 min 30 s',
    '  2 markets (btc-x): has not decided; it thinks now: favorite; its window in 1 min ' +
      '(mid 5, secondsUntilWindow 60)',
    '  2 markets (btc-x): the strategy was halted',
  ]);
});
