import { expect, test } from 'vitest';
import { timeLabels } from './time-labels.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 3, 13, 12) / 1_000;
const UTC = { zone: 'utc', isDated: true } as const;

/** So many ticks from a moment on. */
function every(apart: number, count: number, from = NOON): number[] {
  return Array.from({ length: count }, (_, i) => from + i * apart);
}

test('the first tick and each change of day have their date, the others none', () => {
  expect(timeLabels(every(4 * HOUR, 5), 4 * HOUR, UTC)).toEqual([
    ...['12:00\n13 Apr 2026', '16:00', '20:00', '00:00\n14 Apr', '04:00'],
  ]);
});

test('a day that changes between two ticks is told at the later one', () => {
  const labels = timeLabels(every(5 * HOUR, 4), 5 * HOUR, UTC);
  expect(labels).toEqual(['12:00\n13 Apr 2026', '17:00', '22:00', '03:00\n14 Apr']);
});

test('an axis of days has the year at its first tick, and where it is another', () => {
  const from = Date.UTC(2025, 11, 30) / 1_000;
  expect(timeLabels(every(DAY, 4, from), DAY, UTC)).toEqual([
    ...['30 Dec\n2025', '31 Dec', '01 Jan\n2026', '02 Jan'],
  ]);
  expect(timeLabels(every(12 * HOUR, 5, from), 12 * HOUR, UTC).at(-1)).toBe('00:00\n01 Jan 2026');
});

test('an axis of now has dates only where it is of more than one day', () => {
  const now = { zone: 'utc', isDated: false } as const;
  expect(timeLabels(every(10, 3), 10, now)).toEqual(['12:00:00', '12:00:10', '12:00:20']);
  expect(timeLabels(every(8 * HOUR, 3), 8 * HOUR, now)).toEqual([
    ...['12:00\n13 Apr 2026', '20:00', '04:00\n14 Apr'],
  ]);
});
