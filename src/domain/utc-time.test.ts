import { expect, test } from 'vitest';
import type { Timestamp } from './units.ts';
import { utcTime } from './utc-time.ts';

test.each([
  [Date.UTC(2026, 3, 13, 9, 5, 7) * 1_000, '09:05:07 UTC'],
  [Date.UTC(2026, 3, 13, 23, 59, 59) * 1_000 + 1, '00:00:00 UTC'],
])('a time of day is told to the second, and never too early', (at, text) => {
  expect(utcTime(at as Timestamp)).toBe(text);
});
