import { describe, expect, test } from 'vitest';
import { minimumSizeOn } from './minimum-size-calendar.ts';
import type { Timestamp } from './units.ts';

const on = (time: string) => (Date.parse(time) * 1_000) as Timestamp;

describe('the minimum size of a category', () => {
  test.each([
    ['crypto', '2025-07-04'],
    ['sports', '2024-09-15'],
  ])('of %s is 5 shares from the first market that was seen with it, of %s', (category, day) => {
    expect(minimumSizeOn(category, (on(day) - 1) as Timestamp)).toBeUndefined();
    expect(minimumSizeOn(category, on(day))).toEqual({
      value: 5_000_000,
      source: expect.stringContaining('Gamma orderMinSize'),
    });
  });

  test('is unknown for a category of which nothing was seen', () => {
    expect(minimumSizeOn('politics', on('2026-11-01T00:00:00Z'))).toBeUndefined();
  });
});
