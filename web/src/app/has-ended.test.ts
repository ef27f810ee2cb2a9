import { expect, test } from 'vitest';
import { hasEnded } from './has-ended.ts';

const DESK = { startedAt: 5, isTrading: true, fault: null };
const PROOF = { isProven: true, text: '0 open orders, proven by query', at: 9 };

test('a desk that has said so has ended, however it is heard', () => {
  expect(hasEnded({ ...DESK, isTrading: false }, 'here', undefined)).toBe(true);
});

test('a desk that was killed has ended once it is not heard any more', () => {
  expect(hasEnded(DESK, 'here', PROOF)).toBe(false);
  expect(hasEnded(DESK, 'lost', PROOF)).toBe(true);
  expect(hasEnded({ ...DESK, startedAt: 10 }, 'lost', PROOF)).toBe(false);
});

test('a desk that is only not heard, or that a fault has stopped, may still be there', () => {
  expect(hasEnded(DESK, 'lost', undefined)).toBe(false);
  expect(hasEnded({ ...DESK, isTrading: false, fault: 'broken' }, 'here', undefined)).toBe(false);
  expect(hasEnded(undefined, 'lost', PROOF)).toBe(false);
});
