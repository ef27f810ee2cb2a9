import { expect, test } from 'vitest';
import { partDone } from './share.ts';

test.each([
  [null, undefined],
  [{ what: 'reading', done: 5, total: null }, undefined],
  [{ what: 'late-favourite', done: 25, total: 100 }, 0.25],
  [{ what: '3 of 4: threshold 0.7', done: 50, total: 100 }, 0.625],
  [{ what: '3 of 4: threshold 0.7', done: 0, total: null }, 0.5],
  [{ what: 'late', done: 7, total: 5 }, 1],
])('%j is %s of all', (share, part) => {
  expect(partDone(share)).toBe(part);
});
