import { expect, test } from 'vitest';
import type { MarketIndex } from '../../domain/ids.ts';
import { ProbeTurns } from './probe-turns.ts';

const [A, B, C] = [0, 1, 2] as MarketIndex[] as [MarketIndex, MarketIndex, MarketIndex];
const LATER = 5_000_000;

test('who waits longest asks first, and then last', () => {
  const turns = new ProbeTurns();
  expect([A, B, A, C].map((market) => turns.from(market, 0))).toEqual([0, LATER, 0, 2 * LATER]);
  turns.take(A);
  expect([A, B, C].map((market) => turns.from(market, 7))).toEqual([7 + 2 * LATER, 7, 7 + LATER]);
});

test('who does not come is passed over', () => {
  const turns = new ProbeTurns();
  for (const market of [A, B, C]) turns.from(market, 0);
  turns.take(B);
  expect(turns.from(C, 0)).toBe(0);
  expect(turns.from(A, 0)).toBe(LATER);
});

test('nobody waits once an order got there', () => {
  const turns = new ProbeTurns();
  turns.from(A, 0);
  turns.clear();
  expect(turns.from(B, 0)).toBe(0);
});
