import { expect, test } from 'vitest';
import { equityInWords } from './equity-words.ts';

const lastEquity = { at: Date.UTC(2026, 3, 13, 12, 0, 5) * 1_000, value: 1_004_750_000 };

test('equity that is not known now is told as it was known last, with its time', () => {
  const worth = { equity: undefined, lastEquity };
  expect(equityInWords(worth)).toBe('equity –, last known: 1,004.75 at 2026-04-13 12:00:05 UTC');
  expect(equityInWords(worth, 1_000_000_000)).toBe(
    'equity –, last known: 1,004.75 (+4.75) at 2026-04-13 12:00:05 UTC',
  );
});

test('one that is known now says nothing of before; one that never was is not made up', () => {
  expect(equityInWords({ equity: 1_000_000_000, lastEquity }, 1_000_000_000)).toBe(
    'equity 1,000.00 (0.00)',
  );
  expect(equityInWords({ equity: undefined })).toBe('equity –');
});
