import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Judgement, judged } from './cold-start.ts';

test.each([
  [9, 0.9, 0.5, 0.5, false],
  [10, 0.9, 0.7, 0.7, false],
  [49, 0.1, 0.3, 0.7, false],
  [50, 0.9, 0.78, 0.78, true],
  [50, 0.1, 0.22, 0.78, true],
  [199, 0.64, 0.598, 0.598, false],
  [200, 0.64, 0.64, 0.64, true],
  [200, 0.6, 0.6, 0.6, true],
  [200, 0.41, 0.41, 0.59, false],
])('after %i markets a model that says %f', (markets, said, probability, confidence, mayTrade) => {
  const judgement = judged(said, markets) as Judgement;
  expect(judgement.probability).toBeCloseTo(probability, 12);
  expect(judgement.confidence).toBeCloseTo(confidence, 12);
  expect(judgement.mayTrade).toBe(mayTrade);
});

test('an abstention stays one', () => {
  expect(judged('input_missing', 500)).toBe('input_missing');
});

test('the more has been settled, the further from one half, and never beyond what was said', () => {
  const said = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(said, fc.nat(300), fc.nat(300), (probability, a, b) => {
      const less = judged(probability, Math.min(a, b)) as Judgement;
      const more = judged(probability, Math.max(a, b)) as Judgement;
      expect(less.confidence).toBeLessThanOrEqual(more.confidence);
      expect(more.confidence).toBeLessThanOrEqual(Math.max(probability, 1 - probability) + 1e-12);
      if (less.mayTrade) expect(more.mayTrade).toBe(true);
    }),
  );
});

test.each([
  [9, 0.9, 0.8, 0.8],
  [50, 0.9, 0.8, 0.87],
  [50, 0.5, 0.8, 0.59],
  [200, 0.9, 0.8, 0.9],
])('after %i markets %d beside a price of %d is %d', (markets, said, price, probability) => {
  const judgement = judged(said, markets, price) as Judgement;
  expect(judgement.probability).toBeCloseTo(probability, 12);
  expect(judgement.confidence).toBeCloseTo(Math.max(probability, 1 - probability), 12);
});
