import { expect, test } from 'vitest';
import { MATCHING_DEFAULTS, type MatchingOptions } from '../sim/options.ts';
import { fillRules } from './fill-rules.ts';

function said(hasTrades: readonly boolean[], rules: Partial<MatchingOptions>) {
  const told = fillRules(hasTrades, { ...MATCHING_DEFAULTS, ...rules });
  return Object.fromEntries(told.map(({ code, text }) => [code, text]));
}

test.each([
  [500_000, '50 % of every decrease'],
  [250_000, '25 % of every decrease'],
  [1_000_000, '100 % of every decrease'],
  [1, '0.0001 % of every decrease'],
])('depletion says what part of a decrease counts: %d ppm', (depletionPpm, part) => {
  const { fills_inferred } = said([false], { inferFills: 'depletion', depletionPpm });
  expect(fills_inferred).toContain(part);
});

test('the other rules speak of no part, and say how many markets they concern', () => {
  const { fills_inferred } = said([false, true, false], { inferFills: 'through' });
  expect(fills_inferred).toMatch(/^2 markets were recorded without trade prints/);
  expect(fills_inferred).not.toContain('%');
  expect(said([false], { inferFills: 'off' }).fills_inferred).toContain('never filled');
});

test('nothing is said where prints were recorded everywhere', () => {
  expect(said([true, true], { inferFills: 'depletion' })).toEqual({});
});

test('the queue rule changes nothing where there are neither prints nor depletion', () => {
  expect(said([false, false], { inferFills: 'through' })).toHaveProperty('queue_unused');
  expect(said([false, true], { inferFills: 'through' })).not.toHaveProperty('queue_unused');
  expect(said([false, false], { inferFills: 'depletion' })).not.toHaveProperty('queue_unused');
});

test('assumed sizes are said', () => {
  expect(said([true], { unknownDepth: 'assume' })).toHaveProperty('unknown_depth');
});
