import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ceilToTick,
  coarsestTickOf,
  floorToTick,
  isOnTick,
  TICK_SIZES,
  type TickSize,
  tickSize,
} from './tick.ts';
import { type Price, SCALE } from './units.ts';

const price = (units: number) => units as Price;
const tick = (units: number) => units as TickSize;

test('the venue lists six tick sizes, from ten cents to a hundredth of a cent', () => {
  expect(TICK_SIZES).toEqual([100_000, 10_000, 5_000, 2_500, 1_000, 100]);
});

test('every tick divides a dollar, so that complements stay on the grid', () => {
  for (const size of TICK_SIZES) expect(SCALE % size).toBe(0);
});

test('a tick size that the venue does not list is refused', () => {
  expect(tickSize(5_000)).toEqual({ ok: true, value: 5_000 });
  expect(tickSize(20_000)).toEqual({
    ok: false,
    code: 'unknown_tick_size',
    message: '20000 is no tick size of the venue (units of 1e-6)',
  });
});

test.each([
  [0, 10_000, false],
  [10_000, 10_000, true],
  [15_000, 10_000, false],
  [15_000, 5_000, true],
  [990_000, 10_000, true],
  [SCALE, 10_000, false],
  [-10_000, 10_000, false],
  [SCALE + 10_000, 10_000, false],
])('whether %d can rest at a tick of %d: %s', (units, size, expected) => {
  expect(isOnTick(price(units), tick(size))).toBe(expected);
});

test('bids go to the grid below, asks to the grid above', () => {
  expect(floorToTick(price(519_999), tick(10_000))).toBe(510_000);
  expect(ceilToTick(price(510_001), tick(10_000))).toBe(520_000);
  expect(floorToTick(price(520_000), tick(10_000))).toBe(520_000);
  expect(ceilToTick(price(520_000), tick(10_000))).toBe(520_000);
});

test('rounding to the grid moves less than one tick, in its direction', () => {
  const any = fc.integer({ min: 0, max: SCALE });
  fc.assert(
    fc.property(any, fc.constantFrom(...TICK_SIZES), (units, size) => {
      const below = floorToTick(price(units), size);
      const above = ceilToTick(price(units), size);
      expect([below % size, above % size]).toEqual([0, 0]);
      expect(units - below >= 0 && units - below < size).toBe(true);
      expect(above - units >= 0 && above - units < size).toBe(true);
      expect(above - below).toBe(below === units ? 0 : size);
    }),
  );
});

test.each([
  [500_000, 100_000],
  [510_000, 10_000],
  [515_000, 5_000],
  [512_500, 2_500],
  [511_000, 1_000],
  [511_100, 100],
  [511_110, undefined],
])('the coarsest tick of %d is %s', (units, expected) => {
  expect(coarsestTickOf(price(units))).toBe(expected);
});
