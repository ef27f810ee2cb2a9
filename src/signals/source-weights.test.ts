import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEARNING, learnedWeights, type SettledDecision } from './source-weights.ts';

const even = { book: 0.25, velocity: 0.25, spike: 0.25, spot: 0.25 };

function decisions(sources: readonly string[], wins: number, losses: number, profit = 0) {
  const all = wins + losses;
  return Array.from({ length: all }, (_, i) => ({
    sources,
    isWon: i < wins,
    profit: profit / all,
  }));
}

test('a source that wins is heard more, and one that loses less', () => {
  const settled = [...decisions(['book'], 9, 1, 50), ...decisions(['spot'], 1, 9, -50)];
  const learned = learnedWeights(even, settled, LEARNING);
  // .25 + .1 (.6 .9 + .4 .5 - .25) = .299, .25 + .1 (.6 .1 - .25) = .231; divided by 1.03.
  expect(learned.book).toBeCloseTo(0.299 / 1.03, 12);
  expect(learned.spot).toBeCloseTo(0.231 / 1.03, 12);
  expect(learned.spike).toBeCloseTo(0.25 / 1.03, 12);
});

test('of too few settled decisions nothing is learned', () => {
  expect(learnedWeights(even, decisions(['book'], 9, 0), LEARNING)).toEqual(even);
});

test('weights stay within their bounds and together one, whatever is learned', () => {
  const names = Object.keys(even);
  const decision: fc.Arbitrary<SettledDecision> = fc.record({
    sources: fc.subarray(names),
    isWon: fc.boolean(),
    profit: fc.double({ min: -500, max: 500, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(decision, { maxLength: 60 }), { maxLength: 30 }), (rounds) => {
      let weights: Readonly<Record<string, number>> = even;
      for (const settled of rounds) {
        weights = learnedWeights(weights, settled, { ...LEARNING, rate: 0.9 });
        const all = Object.values(weights);
        expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...all)).toBeGreaterThanOrEqual(LEARNING.least);
        expect(Math.max(...all)).toBeLessThanOrEqual(LEARNING.most);
      }
    }),
  );
});
