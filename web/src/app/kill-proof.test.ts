import { expect, test } from 'vitest';
import { isOfDesk, proofOf } from './kill-proof.ts';

test('a proof says when, and nothing else counts as one', () => {
  expect(proofOf({ isProven: true, at: 5 })).toEqual({
    isProven: true,
    text: '0 open orders, proven by query',
    at: 5,
  });
  expect(proofOf({ isProven: false, open: [], at: 5 }).text).toBe('NOT PROVEN: 0 still open');
});

test('where nothing is proven it says what is known, and why', () => {
  const told = { isProven: false, unresolved: ['7'], troubles: ['no answer', 'again'] };
  expect(proofOf(told)).toEqual({
    isProven: false,
    text: 'NOT PROVEN: what is open is not known, 1 of unknown fate: no answer; again',
    at: null,
  });
});

test('a proof speaks of the desk that ran then, and of no later one', () => {
  const proof = proofOf({ isProven: true, at: 2_000 });
  expect(isOfDesk(proof, 1_000)).toBe(true);
  expect(isOfDesk(proof, 3_000)).toBe(false);
  expect(isOfDesk(proofOf({ isProven: false }), 1_000)).toBe(false);
});
