import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from './invariant.ts';
import {
  complement,
  formatDecimal,
  mulDiv,
  mulDivWide,
  notional,
  type Price,
  parseDecimal,
  parsePrice,
  parseShares,
  parseUsd,
  type Rounding,
  SCALE,
  type Shares,
} from './units.ts';

const ROUNDINGS: readonly Rounding[] = ['up', 'down', 'floor', 'ceil', 'halfUp', 'halfEven'];
const MAX = Number.MAX_SAFE_INTEGER;

/** Rounds by the definition of each direction, with the floor as the only tool. */
function byDefinition(product: bigint, divisor: bigint, rounding: Rounding): bigint {
  const truncated = product / divisor;
  const floor = product % divisor < 0n ? truncated - 1n : truncated;
  const ceil = product % divisor === 0n ? floor : floor + 1n;
  const twice = 2n * (product - floor * divisor);
  const nearest = twice < divisor ? floor : ceil;
  switch (rounding) {
    case 'floor':
      return floor;
    case 'ceil':
      return ceil;
    case 'down':
      return product < 0n ? ceil : floor;
    case 'up':
      return product < 0n ? floor : ceil;
    case 'halfUp':
      return twice === divisor && product < 0n ? floor : nearest;
    case 'halfEven':
      return twice === divisor && floor % 2n === 0n ? floor : nearest;
  }
}

function fits(value: bigint): boolean {
  return value <= BigInt(MAX) && value >= -BigInt(MAX);
}

describe('mulDiv', () => {
  test.each<[Rounding, number[]]>([
    // Quotients -2.5, -2.25, -1.5, -0.5, 0.25, 0.5, 1.5, 2.5, 2.75 and the whole 3.
    ['up', [-3, -3, -2, -1, 1, 1, 2, 3, 3, 3]],
    ['down', [-2, -2, -1, 0, 0, 0, 1, 2, 2, 3]],
    ['floor', [-3, -3, -2, -1, 0, 0, 1, 2, 2, 3]],
    ['ceil', [-2, -2, -1, 0, 1, 1, 2, 3, 3, 3]],
    ['halfUp', [-3, -2, -2, -1, 0, 1, 2, 3, 3, 3]],
    ['halfEven', [-2, -2, -2, 0, 0, 0, 2, 2, 3, 3]],
  ])('rounds %s as its name says', (rounding, expected) => {
    const quarters = [-10, -9, -6, -2, 1, 2, 6, 10, 11, 12];
    expect(quarters.map((n) => mulDiv(n, 1, 4, rounding))).toEqual(expected);
    // The same quotients where the products pass 2^53.
    const wide = quarters.map((n) => mulDiv(n * 2 ** 40, 2 ** 10, 2 ** 52, rounding));
    expect(wide).toEqual(expected);
  });

  test('agrees with bigint in every direction, near or beyond 2^53', () => {
    const factor = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer({ min: -2_000_000, max: 2_000_000 }),
      fc.constantFrom(0, 1, -1, MAX, -MAX, 2 ** 52, 2 ** 53 - 2),
    );
    const divisor = fc.oneof(
      fc.constantFrom(1, 2, 3, 10, SCALE, 1e12, 1e15, 2 ** 50, 2 ** 50 + 1, MAX),
      fc.integer({ min: 1, max: MAX }),
    );
    fc.assert(
      fc.property(factor, factor, divisor, fc.constantFrom(...ROUNDINGS), (a, b, d, rounding) => {
        const exact = byDefinition(BigInt(a) * BigInt(b), BigInt(d), rounding);
        if (fits(exact)) expect(mulDiv(a, b, d, rounding)).toBe(Number(exact));
        else expect(() => mulDiv(a, b, d, rounding)).toThrow(InvariantError);
      }),
      { numRuns: 5_000 },
    );
  });

  test('agrees with bigint where the quotient is next to a whole number or a half', () => {
    const quotient = fc.integer({ min: 2 ** 20, max: 2 ** 50 });
    const divisor = fc.integer({ min: 2, max: 2 ** 40 });
    fc.assert(
      fc.property(quotient, divisor, fc.integer({ min: -2, max: 2 }), (q, d, off) => {
        for (const half of [0n, BigInt(d) / 2n]) {
          const product = BigInt(q) * BigInt(d) + half + BigInt(off);
          const factor = 2n ** 20n;
          // product = a * b exactly, with both factors safe: take out a power of two.
          const a = product - (product % factor);
          if (!fits(a / factor)) return;
          for (const rounding of ROUNDINGS) {
            const exact = byDefinition(a, BigInt(d), rounding);
            if (!fits(exact)) continue;
            const got = mulDiv(Number(a / factor), Number(factor), d, rounding);
            expect(got).toBe(Number(exact));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('agrees with bigint where the estimate of a large quotient is too high', () => {
    // Above 2^51 a float is a multiple of a half: a quotient just below whole is taken for whole.
    const large = fc.integer({ min: 2 ** 51, max: MAX - 8 });
    const factor = fc.integer({ min: 2 ** 27, max: 2 ** 28 });
    const divisor = fc.integer({ min: 9, max: 64 });
    fc.assert(
      fc.property(large, factor, divisor, fc.boolean(), (q, a, d, negative) => {
        const b = Number((BigInt(q) * BigInt(d)) / BigInt(a)) * (negative ? -1 : 1);
        for (const rounding of ROUNDINGS) {
          const exact = byDefinition(BigInt(a) * BigInt(b), BigInt(d), rounding);
          expect(mulDiv(a, b, d, rounding)).toBe(Number(exact));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('never gives a negative zero', () => {
    for (const rounding of ROUNDINGS) {
      expect(Object.is(mulDiv(0, -5, 7, rounding), 0)).toBe(true);
    }
    expect(Object.is(mulDiv(-1, 1, 4, 'ceil'), 0)).toBe(true);
    expect(Object.is(mulDiv(-(2 ** 52), 4, MAX, 'halfUp'), -2)).toBe(true);
    expect(Object.is(mulDivWide(-1n, 4n, 'down'), 0)).toBe(true);
  });

  test.each([
    [0.5, 1, 1],
    [1, Number.NaN, 1],
    [1, 1, 0],
    [1, 1, -1],
    [1, 1, 1.5],
    [2 ** 53, 1, 1],
  ])('refuses %d * %d / %d', (a, b, d) => {
    expect(() => mulDiv(a, b, d, 'down')).toThrow(/mulDiv needs/);
  });

  test('refuses a result that does not fit', () => {
    expect(() => mulDiv(MAX, 2, 1, 'down')).toThrow(/overflow/);
    expect(() => mulDiv(MAX, MAX, 1, 'down')).toThrow(/overflow/);
    expect(mulDiv(MAX, MAX, MAX, 'down')).toBe(MAX);
    expect(mulDiv(MAX, 1_000, 1_000, 'up')).toBe(MAX);
    expect(mulDiv(-MAX, 1_000, 1_000, 'up')).toBe(-MAX);
  });
});

test('a notional of many shares is exact', () => {
  const shares = 9_000_000_000_000_001 as Shares;
  expect(notional(shares, 333_333 as Price, 'down')).toBe(2_999_997_000_000_000);
  expect(notional(shares, 333_333 as Price, 'up')).toBe(2_999_997_000_000_001);
});

test('the complement of the complement is the price', () => {
  expect(complement(300_000 as Price)).toBe(700_000);
  expect(complement(0 as Price)).toBe(SCALE);
});

describe('parseDecimal', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['-0.000000', 0],
    ['.48', 480_000],
    ['-.5', -500_000],
    ['1.', 1_000_000],
    ['+1.25', 1_250_000],
    ['0.000001', 1],
    ['1.2300000000000', 1_230_000],
    ['007', 7_000_000],
    ['9007199254.740991', MAX],
    ['-9007199254.740991', -MAX],
  ])('reads %s', (text, units) => {
    const parsed = parseDecimal(text);
    expect(parsed).toEqual({ ok: true, value: units });
    if (parsed.ok) expect(Object.is(parsed.value, units)).toBe(true);
  });

  test.each([
    ['', 'not_a_decimal'],
    ['.', 'not_a_decimal'],
    ['-', 'not_a_decimal'],
    ['+.', 'not_a_decimal'],
    [' 1', 'not_a_decimal'],
    ['1 ', 'not_a_decimal'],
    ['1\n', 'not_a_decimal'],
    ['1e5', 'not_a_decimal'],
    ['1E-5', 'not_a_decimal'],
    ['0x10', 'not_a_decimal'],
    ['1,5', 'not_a_decimal'],
    ['1_000', 'not_a_decimal'],
    ['1.2.3', 'not_a_decimal'],
    ['.5x', 'not_a_decimal'],
    ['x.5', 'not_a_decimal'],
    ['--1', 'not_a_decimal'],
    ['NaN', 'not_a_decimal'],
    ['Infinity', 'not_a_decimal'],
    ['null', 'not_a_decimal'],
    ['٣', 'not_a_decimal'],
    ['0.0000001', 'too_precise'],
    ['1.0000000000009', 'too_precise'],
    ['9007199254.740992', 'too_large'],
    ['9007199255', 'too_large'],
    ['-9007199254.740992', 'too_large'],
    ['9'.repeat(400), 'too_large'],
  ])('refuses "%s" as %s', (text, code) => {
    const parsed = parseDecimal(text);
    expect(parsed).toMatchObject({ ok: false, code });
    if (!parsed.ok) expect(parsed.message).toContain(text);
  });

  test('reads back what formatDecimal prints, in its shortest form', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (units) => {
        const text = formatDecimal(units);
        expect(parseDecimal(text)).toEqual({ ok: true, value: units });
        expect(text).not.toMatch(/\.\d*0$|\.$|^-0$/);
      }),
    );
  });
});

test.each([
  [1_230_000, '1.23'],
  [-1, '-0.000001'],
  [0, '0'],
  [-0, '0'],
  [100_000_000, '100'],
  [10, '0.00001'],
  [-1_500_000, '-1.5'],
])('formatDecimal prints %d as %s', (units, text) => {
  expect(formatDecimal(units)).toBe(text);
});

test('formatDecimal refuses what is no integer', () => {
  expect(() => formatDecimal(0.5)).toThrow(/formatDecimal needs a safe integer, got 0.5/);
});

describe('prices, sizes and dollars', () => {
  test('a price lies in [0, 1]', () => {
    expect(parsePrice('0')).toEqual({ ok: true, value: 0 });
    expect(parsePrice('1')).toEqual({ ok: true, value: SCALE });
    expect(parsePrice('1.000001')).toMatchObject({ ok: false, code: 'price_out_of_range' });
    expect(parsePrice('-0.01')).toMatchObject({
      ok: false,
      message: expect.stringMatching('-0.01'),
    });
    expect(parsePrice('x')).toMatchObject({ ok: false, code: 'not_a_decimal' });
  });

  test('a size is not negative', () => {
    expect(parseShares('5')).toEqual({ ok: true, value: 5_000_000 });
    expect(parseShares('0')).toEqual({ ok: true, value: 0 });
    expect(parseShares('-1')).toMatchObject({
      ok: false,
      code: 'negative_size',
      message: 'size "-1" is negative',
    });
    expect(parseShares('')).toMatchObject({ ok: false, code: 'not_a_decimal' });
  });

  test('dollars may be negative', () => {
    expect(parseUsd('-1.5')).toEqual({ ok: true, value: -1_500_000 });
  });
});
