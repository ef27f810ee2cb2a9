import { describe, expect, test } from 'vitest';
import { feeOn } from './fee-calendar.ts';
import { takerDelayOn } from './taker-delay-calendar.ts';
import type { Timestamp } from './units.ts';

const on = (time: string) => (Date.parse(time) * 1_000) as Timestamp;

describe('the fee of a category', () => {
  test('is unknown before its first documented moment and known from there on', () => {
    expect(feeOn('crypto', on('2026-03-29T23:59:59.999Z'))).toBeUndefined();
    expect(feeOn('crypto', on('2026-03-30T00:00:00Z'))?.value).toEqual({
      ratePpm: 70_000,
      exponent: 1,
      makerRebatePpm: 200_000,
    });
    expect(feeOn('sports', on('2026-07-09T00:00:00Z'))).toBeUndefined();
    expect(feeOn('sports', on('2026-07-10T00:00:00Z'))?.value.ratePpm).toBe(50_000);
  });

  // Venue docs, trading/fees, as read 2026-10: rate and maker rebate in parts per million.
  test.each([
    ['crypto', 70_000, 200_000, '2026-03-30'],
    ['sports', 50_000, 150_000, '2026-07-10'],
    ['finance', 40_000, 250_000, '2026-10-01'],
    ['politics', 40_000, 250_000, '2026-10-01'],
    ['tech', 40_000, 250_000, '2026-10-01'],
    ['mentions', 40_000, 250_000, '2026-10-01'],
    ['economics', 50_000, 250_000, '2026-10-01'],
    ['culture', 50_000, 250_000, '2026-10-01'],
    ['weather', 50_000, 250_000, '2026-10-01'],
    ['other', 50_000, 250_000, '2026-10-01'],
    ['geopolitics', 0, 0, '2026-10-01'],
  ])('of %s is %d with a rebate of %d since %s', (category, ratePpm, makerRebatePpm, day) => {
    const fee = feeOn(category, on(day));
    expect(fee?.value).toEqual({ ratePpm, exponent: 1, makerRebatePpm });
    expect(fee?.source).toMatch(/^venue (docs, trading\/fees|changelog 2026)/);
    expect(feeOn(category, (on(day) - 1) as Timestamp)).toBeUndefined();
  });

  test('is unknown for a category that nobody documents', () => {
    expect(feeOn('astrology', on('2026-11-01T00:00:00Z'))).toBeUndefined();
  });

  test('is nothing for geopolitics, which is not the same as unknown', () => {
    expect(feeOn('geopolitics', on('2026-11-01T00:00:00Z'))?.value.ratePpm).toBe(0);
  });

  test('says where it comes from', () => {
    expect(feeOn('crypto', on('2026-04-13T00:00:00Z'))?.source).toContain('0.072');
  });
});

describe('the taker delay of a category', () => {
  test.each([
    ['2026-04-13', 250, 'not documented, taken as in force with the fee schedule'],
    ['2026-08-17', 50, 'changelog 2026-08-17'],
    ['2026-10-01', 150, 'changelog 2026-09-04'],
  ])('on %s is %d ms, and says where it comes from', (day, value, source) => {
    const delay = takerDelayOn('crypto', on(day));
    expect(delay?.value).toBe(value);
    expect(delay?.source).toMatch(/^venue changelog 2026/);
    expect(delay?.source).toContain(source);
  });

  test('is unknown before its first documented day, and for other categories', () => {
    expect(takerDelayOn('crypto', on('2026-01-01'))).toBeUndefined();
    expect(takerDelayOn('sports', on('2026-10-01'))).toBeUndefined();
  });
});
