import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateTime,
  decimal,
  dollars,
  duration,
  interval,
  percent,
  plural,
  price,
  ratio,
  shares,
  signedDecimal,
  signedDollars,
  timeOfDay,
  units,
} from './format.ts';

describe('money as text', () => {
  test.each([
    [0, '0.00'],
    [1_234_567_890, '1,234.57'],
    [-1_000_000_000_000, '-1,000,000.00'],
    [5_000, '0.00'],
    [15_000, '0.02'],
    [-5_000, '0.00'],
    [999_999, '1.00'],
  ])('%i is %s', (value, text) => {
    expect(dollars(value)).toBe(text);
  });

  test('shows the sign of a gain, and none where nothing is left after rounding', () => {
    expect(signedDollars(15_000)).toBe('+0.02');
    expect(signedDollars(4_000)).toBe('0.00');
    expect(signedDollars(-4_000)).toBe('0.00');
    expect(signedDollars(-2_000_000)).toBe('-2.00');
  });

  test('at six decimals is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(Number(units(value, 6).replaceAll(',', '')) * 1e6).toBeCloseTo(value, 0);
      }),
    );
  });
});

test('prices keep the finest tick, shares drop an empty fraction', () => {
  expect(price(675_100)).toBe('0.6751');
  expect(price(undefined)).toBe('–');
  expect(shares(10_000_000)).toBe('10');
  expect(shares(10_500_000)).toBe('10.50');
  expect(units(1_499_999, 0)).toBe('1');
});

test('statistics have no negative zero, and unknown ones are a dash', () => {
  expect(decimal(-0.00001, 4)).toBe('0.0000');
  expect(decimal(undefined, 4)).toBe('–');
  expect(decimal(Number.NaN, 4)).toBe('–');
  expect(decimal(Number.POSITIVE_INFINITY, 4)).toBe('∞');
  expect(signedDecimal(0.00001, 4)).toBe('0.0000');
  expect(signedDecimal(0.5, 2)).toBe('+0.50');
  expect(percent(0.845)).toBe('84.5');
  expect(interval({ low: -1, high: 2 }, String)).toBe('[-1, 2]');
  expect(interval(undefined, String)).toBe('–');
  expect(ratio(1, 0)).toBeUndefined();
});

test('times are UTC', () => {
  expect(dateTime(1_776_081_605_123_456 as never)).toBe('2026-04-13 12:00:05');
  expect(timeOfDay(1_776_081_605_123_456 as never)).toBe('12:00:05.123');
});

test.each([
  [0, '0 s'],
  [1, 'under 1 s'],
  [61e6, '1 min 1 s'],
  [3_600e6, '1 h'],
  [93_784e6, '1 d 2 h'],
])('%d µs last %s', (micros, text) => {
  expect(duration(micros)).toBe(text);
});

test('nouns agree with their number', () => {
  expect([plural(1, 'trade'), plural(1_000, 'trade'), plural(2, 'entry', 'entries')]).toEqual([
    '1 trade',
    '1,000 trades',
    '2 entries',
  ]);
});
