import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundDecimal, scanDecimal } from './decimal.ts';
import { formatDecimal, parseDecimal } from './units.ts';

describe('scanDecimal', () => {
  test.each([
    ['0', 0],
    ['0.01', 10_000],
    ['12188.25', 12_188_250_000],
    ['.5', 500_000],
    ['5.', 5_000_000],
    ['0.123456', 123_456],
    ['000000000000001', 1_000_000],
  ])('reads %s', (text, units) => {
    expect(scanDecimal(text)).toBe(units);
  });

  test.each([
    '',
    '.',
    '1.2.3',
    '1..5',
    '-1',
    '+1',
    '1e3',
    ' 1',
    '1,5',
    '0.1234567',
    '9999999999999999',
    'NaN',
  ])('leaves "%s" to the careful reader', (text) => {
    expect(scanDecimal(text)).toBeNaN();
  });

  test('leaves what does not fit to the careful reader', () => {
    expect(scanDecimal('999999999999999')).toBeNaN();
  });

  test('reads back what we print', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (units) => {
        expect(scanDecimal(formatDecimal(units))).toBe(units);
      }),
    );
  });

  test('agrees with parseDecimal wherever it answers', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 17 }),
      fc.stringMatching(/^\d{0,10}\.?\d{0,8}$/),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        const fast = scanDecimal(candidate);
        const careful = parseDecimal(candidate);
        if (!Number.isNaN(fast)) expect(careful).toEqual({ ok: true, value: fast });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('roundDecimal', () => {
  test.each([
    ['63304.20030119507', 'halfEven', 0, 63_304_200_301],
    ['63304200301195075000000', 'halfEven', 18, 63_304_200_301],
    ['0.0000005', 'halfEven', 0, 0],
    ['0.0000015', 'halfEven', 0, 2],
    ['0.0000005', 'halfUp', 0, 1],
    ['-0.0000001', 'down', 0, 0],
    ['-0.0000001', 'floor', 0, -1],
    ['61035.86000000', 'down', 0, 61_035_860_000],
    ['7', 'up', 0, 7_000_000],
    ['7.', 'up', 6, 7],
  ] as const)('%s %s e-%i is %i', (text, rounding, exponent, units) => {
    expect(roundDecimal(text, rounding, exponent)).toEqual({ ok: true, value: units });
  });

  test.each(['', 'NaN', 'Infinity', '1e5', '.5', '1 ', '0x10'])('refuses "%s"', (text) => {
    const refused = roundDecimal(text, 'down');
    expect(refused).toMatchObject({ ok: false, code: 'not_a_decimal' });
    expect(refused).toMatchObject({ message: `"${text}" is not a decimal number` });
  });

  test.each(['99999999999', '-99999999999', '1'.repeat(81)])(
    'refuses %s, which does not fit',
    (text) => {
      const refused = roundDecimal(text, 'down');
      expect(refused).toMatchObject({ ok: false, code: 'too_large' });
      expect(refused).toMatchObject({ message: expect.stringMatching(/too (large|many)$/) });
    },
  );

  test('reads up to 80 characters, and up to what fits', () => {
    expect(roundDecimal(`1.${'0'.repeat(78)}`, 'down')).toEqual({ ok: true, value: 1_000_000 });
    expect(roundDecimal(`1.${'0'.repeat(79)}`, 'down')).toMatchObject({ ok: false });
    const most = { ok: true, value: Number.MAX_SAFE_INTEGER - 1 };
    expect(roundDecimal('9007199254.740990', 'down')).toEqual(most);
    expect(roundDecimal('9007199254.7409901', 'down')).toMatchObject({ code: 'too_large' });
    const least = { ok: true, value: -Number.MAX_SAFE_INTEGER + 1 };
    expect(roundDecimal('-9007199254.740990', 'down')).toEqual(least);
  });

  test('equals parseDecimal where nothing has to be rounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (units) => {
        expect(roundDecimal(formatDecimal(units), 'halfEven')).toEqual({ ok: true, value: units });
      }),
    );
  });
});
