import { expect, test } from 'vitest';
import { proofOf } from './kill-proof.ts';

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
