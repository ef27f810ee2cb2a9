import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dearestFee, type FeeSchedule, FREE, makerRebate, takerFee } from './fee.ts';
import { InvariantError } from './invariant.ts';
import { type Price, SCALE, type Shares } from './units.ts';

const CRYPTO: FeeSchedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 };
const shares = (whole: number) => Math.round(whole * SCALE) as Shares;
const price = (dollars: number) => Math.round(dollars * SCALE) as Price;

/** Fee in steps of 0.00001 by the formula in whole numbers: half up, and nothing below a step. */
function exactSteps(schedule: FeeSchedule, size: number, at: number, up: boolean): bigint {
  const p = BigInt(at);
  const variance = p * (1_000_000n - p);
  const per = schedule.exponent === 1 ? variance * 10n ** 12n : variance * variance;
  const numerator = BigInt(size) * BigInt(schedule.ratePpm) * per;
  const step = 10n ** 31n;
  if (up) return (numerator + step - 1n) / step;
  return numerator < step ? 0n : (2n * numerator + step) / (2n * step);
}

describe('takerFee', () => {
  // Venue docs "trading/fees", read 2026-10; formulas.md section 8; one fill on chain.
  test.each([
    [100, 0.5, 1_750_000],
    [100, 0.3, 1_470_000],
    [100, 0.7, 1_470_000],
    [100, 0.1, 630_000],
    [100, 0.9, 630_000],
    [100, 0.99, 69_300],
    [108, 0.36, 1_741_820],
    [1, 0.52, 17_470],
    [1_000_000, 0.52, 17_472_000_000],
    [0, 0.5, 0],
  ])('%d crypto shares at %d', (size, at, fee) => {
    expect(takerFee(CRYPTO, shares(size), price(at))).toBe(fee);
  });

  test('is zero where the schedule says so, and at the ends of the scale', () => {
    expect(takerFee(FREE, shares(100), price(0.5))).toBe(0);
    expect(takerFee(CRYPTO, shares(100), 0 as Price)).toBe(0);
    expect(takerFee(CRYPTO, shares(100), SCALE as Price)).toBe(0);
  });

  test('is rounded half up to five decimals, and nothing below the first', () => {
    const one: FeeSchedule = { ...CRYPTO, ratePpm: 40_000 };
    // 0.04 * 0.25 = 0.01 dollars per share: 1,500 units are 0.000015.
    expect(takerFee(one, 1_500 as Shares, price(0.5))).toBe(20);
    expect(takerFee(one, 1_499 as Shares, price(0.5))).toBe(10);
    expect(takerFee(one, 1_000 as Shares, price(0.5))).toBe(10);
    expect(takerFee(one, 999 as Shares, price(0.5))).toBe(0);
    expect(takerFee(one, 500 as Shares, price(0.5))).toBe(0);
  });

  test('takes the square of p(1-p) where the exponent is 2', () => {
    const early: FeeSchedule = { ratePpm: 250_000, exponent: 2, makerRebatePpm: 0 };
    expect(takerFee(early, shares(100), price(0.5))).toBe(1_562_500);
    expect(takerFee(early, shares(100), price(0.1))).toBe(202_500);
    expect(takerFee(early, shares(100), price(0.35))).toBe(1_293_910);
  });

  const anySchedule = fc.record({
    ratePpm: fc.oneof(fc.constantFrom(70_000, 50_000, 40_000), fc.integer({ min: 0, max: SCALE })),
    exponent: fc.constantFrom(1 as const, 2 as const),
    makerRebatePpm: fc.constant(0),
  });
  const anySize = fc.oneof(
    fc.integer({ min: 0, max: 10_000 }),
    fc.integer({ min: 0, max: 1_000_000_000_000 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  );
  const anyPrice = fc.oneof(
    fc.integer({ min: 0, max: 10_000 }).map((n) => n * 100),
    fc.integer({ min: 0, max: SCALE }),
  );

  test('is the formula in whole numbers, for every schedule, size and price', () => {
    fc.assert(
      fc.property(anySchedule, anySize, anyPrice, (schedule, size, at) => {
        const fee = takerFee(schedule, size as Shares, at as Price);
        expect(fee).toBe(Number(exactSteps(schedule, size, at, false)) * 10);
        const limit = Math.min(at, 500_000);
        const most = dearestFee(schedule, size as Shares, at as Price);
        expect(most).toBe(Number(exactSteps(schedule, size, limit, true)) * 10);
      }),
      { numRuns: 3_000 },
    );
  });

  test('never passes the dearest fee of a limit at or above its price', () => {
    fc.assert(
      fc.property(anySchedule, anySize, anyPrice, anyPrice, (schedule, size, a, b) => {
        const at = Math.min(a, b) as Price;
        const limit = Math.max(a, b) as Price;
        const fee = takerFee(schedule, size as Shares, at);
        expect(fee).toBeLessThanOrEqual(dearestFee(schedule, size as Shares, limit));
      }),
    );
  });

  test.each([
    [CRYPTO, -1, 500_000],
    [CRYPTO, 1, -1],
    [CRYPTO, 1, 1_000_001],
    [CRYPTO, Number.NaN, 500_000],
    [{ ...CRYPTO, ratePpm: -1 }, 1, 500_000],
    [{ ...CRYPTO, ratePpm: 1_000_001 }, 1, 500_000],
  ])('is not asked of nonsense', (schedule, size, at) => {
    const fee = () => takerFee(schedule, size as Shares, at as Price);
    expect(fee).toThrow(InvariantError);
    expect(fee).toThrow(`no fee for ${size} at ${at}`);
  });

  test('is asked of the ends of every range', () => {
    const all: FeeSchedule = { ...CRYPTO, ratePpm: SCALE };
    expect(takerFee(all, shares(1), price(0.5))).toBe(250_000);
    expect(takerFee(all, 0 as Shares, 0 as Price)).toBe(0);
  });
});

test('a fee is dearest at one half', () => {
  expect(dearestFee(CRYPTO, shares(100), price(0.9))).toBe(1_750_000);
  expect(dearestFee(CRYPTO, shares(100), price(0.3))).toBe(1_470_000);
  expect(dearestFee(CRYPTO, shares(108), price(0.36))).toBe(1_741_830);
});

test('a maker earns back its share of its own fee equivalent, rounded down', () => {
  expect(makerRebate(CRYPTO, shares(100), price(0.5))).toBe(350_000);
  expect(makerRebate({ ...CRYPTO, makerRebatePpm: 333_333 }, shares(1), price(0.5))).toBe(5_833);
  expect(makerRebate(FREE, shares(100), price(0.5))).toBe(0);
});
