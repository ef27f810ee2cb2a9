import { expect, test } from 'vitest';
import { modeOf } from './mode.ts';

test.each([
  ['live', 'live', 'LIVE', /money is real/],
  ['paper', 'live', 'PAPER', /^Real markets/],
  ['paper', 'simulated', 'SIMULATED', /prices and money are invented/],
  ['live', 'simulated', 'SIMULATED', /invented/],
  ['demo', 'simulated', 'SIMULATED', /invented/],
] as const)('a desk on %s with prices that are %s is %s', (mode, provenance, text, title) => {
  const told = modeOf({ mode, provenance });
  expect(told.text).toBe(text);
  expect(told.title).toMatch(title);
});
