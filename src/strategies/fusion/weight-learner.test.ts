import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timestamp } from '../../domain/units.ts';
import { SOURCES } from './sources.ts';
import { WeightLearner } from './weight-learner.ts';

const NAMES = SOURCES.map(([name]) => name);
const BEGINNING = SOURCES.map(([, weight]) => weight);
const DAY = 86_400_000_000;
const at = (days: number) => (days * DAY) as Timestamp;

const won = (...sources: string[]) => ({ sources, isWon: true, profit: 1 });
const lost = (...sources: string[]) => ({ sources, isWon: false, profit: -4 });

/** So many decisions, a minute from each to the next. */
function after(count: number, decide: (i: number) => ReturnType<typeof won>): WeightLearner {
  const learner = WeightLearner.begin();
  for (let i = 0; i < count; i++) learner.learn(decide(i), at(i / 1_440));
  return learner;
}

test('nothing moves before ten decisions are settled; then who was right gains', () => {
  const decide = (i: number) => (i % 2 === 0 ? won('putCall') : won('putCall', 'sentiment'));
  expect(after(9, decide).weights).toEqual(BEGINNING);
  const moved = after(10, decide).weights;
  const putCall = NAMES.indexOf('putCall');
  expect(moved[putCall]).toBeGreaterThan(BEGINNING[putCall] as number);
  expect(moved[0]).toBeLessThan(BEGINNING[0] as number);
});

test('who was wrong loses to the others', () => {
  const { weights } = after(40, () => lost('book'));
  expect(weights[0]).toBeLessThan(BEGINNING[0] as number);
});

test('what is older than seven days is not looked at any more', () => {
  const learner = WeightLearner.begin();
  for (let i = 0; i < 9; i++) learner.learn(won('spike'), at(0));
  learner.learn(won('spike'), at(8));
  expect(learner.weights).toEqual(BEGINNING);
});

test('weights stay within their bounds and together one, whatever comes', () => {
  const decision = fc.record({
    sources: fc.subarray([...NAMES]),
    isWon: fc.boolean(),
    profit: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 80 }), (decisions) => {
      const learner = WeightLearner.begin();
      for (const [i, one] of decisions.entries()) learner.learn(one, at(i / 24));
      const { weights } = learner;
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.05 - 1e-12);
      expect(Math.max(...weights)).toBeLessThanOrEqual(0.5 + 1e-12);
      expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      const restored = WeightLearner.restore(learner.save());
      expect(restored.ok && restored.value.save()).toBe(learner.save());
    }),
  );
});

test('a later run goes on from them', () => {
  const decide = (i: number) => (i % 3 === 0 ? lost('book', 'spike') : won('velocity'));
  const first = after(25, decide);
  const restored = WeightLearner.restore(first.save());
  if (!restored.ok) throw new Error(restored.message);
  for (const learner of [first, restored.value]) {
    for (let i = 25; i < 30; i++) learner.learn(decide(i), at(i / 1_440));
  }
  expect(restored.value.weights).toEqual(first.weights);
  expect(first.facts).toMatchObject({ markets: 30, learnedUntil: at(29 / 1_440) });
  expect(first.facts.lines[0]).toMatch(/^30 settled decisions: book 0\.\d{3}, velocity 0\./);
});

describe('what cannot be is refused', () => {
  const saved = JSON.parse(after(12, () => won('book')).save());
  test.each([
    ['no JSON', 'weights'],
    ['null', 'null'],
    ['of another kind', JSON.stringify({ ...saved, schema: 'polydesk.ml' })],
    ['of a later program', JSON.stringify({ ...saved, version: 2 })],
    ['a weight is missing', JSON.stringify({ ...saved, weights: { book: 1 } })],
    [
      'a weight is out of bounds',
      JSON.stringify({ ...saved, weights: { ...saved.weights, book: 0 } }),
    ],
    ['a decision is none', JSON.stringify({ ...saved, settled: [{ at: 1 }] })],
    ['a decision is null', JSON.stringify({ ...saved, settled: [null] })],
    ['fewer are counted than there are', JSON.stringify({ ...saved, count: 3 })],
  ])('%s', (_what, text) => {
    expect(WeightLearner.restore(text)).toMatchObject({ ok: false, code: 'memory_corrupt' });
  });
});
