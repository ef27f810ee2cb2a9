import { expect, test } from 'vitest';
import { coverageOf } from './replay-facts.ts';

test('where a recording ends is no gap of it', () => {
  const one = { outcome: 0, rows: 5, from: 1, to: 300, trades: 0 };
  const hole = { from: 100, to: 150, reason: 'disconnected' };
  const market = {
    truth: { outcome: 0, to: 300, complete: true, incompleteBecause: [] },
    series: [one],
    gaps: [hole, { from: 300, to: undefined, reason: 'recording_gap' }],
    resolution: undefined,
  };
  expect(coverageOf(market as never).gaps).toEqual([hole]);
});
