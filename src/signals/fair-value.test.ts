import { expect, test } from 'vitest';
import { distance, fairUp, outlook, type WindowState } from './fair-value.ts';

const at: WindowState = {
  spot: 100_030,
  strike: 100_000,
  sigma: 6,
  secondsLeft: 300,
  lookback: 60,
  soFar: undefined,
};

// Vectors of formulas.md §7.
test.each([
  ['before the average begins', {}, 96.74709297958259, 0.6217525388931737],
  ['by the point rule', { lookback: 0 }, 103.92304845413263, 0.6135850037],
  ['as the average begins', { secondsLeft: 60 }, 26.832815729997478, 0.8682237613585136],
  ['within the average', { secondsLeft: 20, soFar: 99_990 }, 5.163977794943222, 0.740697491785333],
  [
    'at its own open, where spot and strike differ',
    { secondsLeft: 900, spot: 100_020 },
    175.95453958338217,
    0.5452486074,
  ],
])('%s', (_when, changes, deviation, probability) => {
  const state = { ...at, ...changes };
  expect(outlook(state)?.deviation).toBeCloseTo(deviation, 6);
  expect(fairUp(state)).toBeCloseTo(probability, 9);
});

test('an average that nobody knows is worth thirteen points near the end: nothing is said', () => {
  const late = { ...at, secondsLeft: 20 };
  expect(fairUp({ ...late, lookback: 0 })).toBeCloseTo(0.868, 3);
  expect(fairUp(late)).toBeUndefined();
  expect(distance(late)).toBeUndefined();
});

test('when nothing can change any more it is decided, and a tie is Up', () => {
  const over = { ...at, secondsLeft: 0, soFar: 100_000 };
  expect(fairUp(over)).toBe(1);
  expect(fairUp({ ...over, soFar: 99_999.99 })).toBe(0);
  expect(distance({ ...over, soFar: 99_999.99 })).toBe(Number.NEGATIVE_INFINITY);
});
