import { expect, test } from 'vitest';
import { formatBytes, formatLeft } from './amounts.ts';

test('amounts read naturally', () => {
  expect([0, 999, 1500, 2e9].map(formatBytes)).toEqual(['0 B', '999 B', '1.5 kB', '2.0 GB']);
  expect([-1, 5, 185, 7620, Number.NaN].map(formatLeft)).toEqual([
    '0 s',
    '5 s',
    '3 min',
    '2 h 7 min',
    '?',
  ]);
});
