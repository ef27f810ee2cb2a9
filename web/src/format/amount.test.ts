import { expect, test } from 'vitest';
import { bytes, gain, leaning, percent, points, price, shares, units, usd } from './amount.ts';

test('amounts are exact: no float is on the way', () => {
  expect(units(1_005_000, 2)).toBe('1.00');
  expect(units(1_015_000, 2)).toBe('1.02');
  expect(units(9_007_199_254_740_991, 6)).toBe('9,007,199,254.740991');
  expect(usd(1_234_567_890_000)).toBe('$1,234,567.89');
  expect(usd(-5_000)).toBe('$0.00');
  expect(usd(-15_000)).toBe('−$0.02');
});

test('a gain shows its sign, and what rounds to nothing has none', () => {
  expect(gain(1_500_000)).toBe('+$1.50');
  expect(gain(-1_500_000)).toBe('−$1.50');
  expect(gain(4_000)).toBe('$0.00');
  expect([4_000, 6_000, -6_000].map(leaning)).toEqual(['flat', 'up', 'down']);
});

test('a price has the decimals of its tick, and at least two', () => {
  expect(price(530_000, 100_000)).toBe('0.53');
  expect(price(530_000, 10_000)).toBe('0.53');
  expect(price(525_000, 1_000)).toBe('0.525');
  expect(price(525_000, 2_500)).toBe('0.5250');
});

test('shares show a fraction only where there is one', () => {
  expect(shares(12_000_000)).toBe('12');
  expect(shares(12_340_000)).toBe('12.34');
});

test('parts are told in percent, moves in points', () => {
  expect(percent(532_500)).toBe('53.2 %');
  expect(points(21_000)).toBe('+2.1');
  expect(points(-21_000)).toBe('−2.1');
  expect(points(0)).toBe('0.0');
});

test('bytes are told by the unit that fits', () => {
  expect(bytes(999)).toBe('999 B');
  expect(bytes(1_400_000)).toBe('1.4 MB');
  expect(bytes(25_000_000_000)).toBe('25 GB');
});
