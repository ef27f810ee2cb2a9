import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, dateOfMs, daysIn, isDate, msOfDate, weekdayOf, yearOfMs } from './civil-date.ts';

test('days, months and years are those of the Gregorian calendar', () => {
  const time = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 11, 31) });
  fc.assert(
    fc.property(time, (ms) => {
      const date = new Date(ms);
      expect(yearOfMs(ms)).toBe(date.getUTCFullYear());
      expect(weekdayOf(ms)).toBe(date.getUTCDay());
      const { year, month, day } = dateOfMs(ms);
      expect([year, month - 1, day]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth(),
        date.getUTCDate(),
      ]);
      expect(msOfDate({ year, month, day })).toBe(Math.floor(ms / DAY_MS) * DAY_MS);
    }),
  );
});

test('February has a 29th every fourth year, but for some centuries', () => {
  expect([2023, 2024, 2000, 2100].map((year) => daysIn(year, 2))).toEqual([28, 29, 29, 28]);
  expect(isDate({ year: 2024, month: 2, day: 29 })).toBe(true);
  expect(isDate({ year: 2026, month: 2, day: 29 })).toBe(false);
  expect(isDate({ year: 2026, month: 13, day: 1 })).toBe(false);
  expect(isDate({ year: 2026, month: 6, day: 0 })).toBe(false);
});
