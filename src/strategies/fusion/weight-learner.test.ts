import fc from 'fast-check';
import { expect, test } from 'vitest';
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
  const learner = new WeightLearner();
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
  const learner = new WeightLearner();
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
      const learner = new WeightLearner();
      for (const [i, one] of decisions.entries()) learner.learn(one, at(i / 24));
      const { weights } = learner;
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.05 - 1e-12);
      expect(Math.max(...weights)).toBeLessThanOrEqual(0.5 + 1e-12);
      expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      expect(new WeightLearner(learner.save()).save()).toEqual(learner.save());
    }),
  );
});

test('a later run goes on from them', () => {
  const decide = (i: number) => (i % 3 === 0 ? lost('book', 'spike') : won('velocity'));
  const first = after(25, decide);
  const restored = new WeightLearner(first.save());
  for (const learner of [first, restored]) {
    for (let i = 25; i < 30; i++) learner.learn(decide(i), at(i / 1_440));
  }
  expect(restored.weights).toEqual(first.weights);
  expect(first).toMatchObject({ count: 30, learnedUntil: at(29 / 1_440) });
  expect(first.line).toMatch(/^30 settled decisions: book 0\.\d{3}, velocity 0\./);
});
