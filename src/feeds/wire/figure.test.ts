import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundDecimal } from '../../domain/decimal.ts';
import { exactUnitsOf, type FigureKind, readFigure, readFigures, unitsOf } from './figure.ts';

describe('a figure', () => {
  test('keeps every digit beside the rounded integer', () => {
    expect(readFigure('76800.1234565', 'price')).toMatchObject({
      value: { value: 76_800_123_456, text: '76800.1234565' },
    });
  });

  test.each<[FigureKind, string, number]>([
    ['price', '76800.00000000', 76_800_000_000],
    ['size', '0.00000001', 1],
    ['size', '0', 0],
    ['rate', '-0.00001234', -12],
    ['rate', '-0.00000010', 0],
  ])('%s %s', (kind, text, value) => {
    expect(readFigure(text, kind)).toEqual({ ok: true, value: { value, text } });
  });

  test.each<[FigureKind, string, string]>([
    ['price', '-1', 'not_a_price'],
    ['price', '0.00', 'not_a_price'],
    ['price', '0.0000005', 'not_a_price'],
    ['price', 'NaN', 'not_a_decimal'],
    ['price', '1e5', 'not_a_decimal'],
    ['price', '', 'not_a_decimal'],
    ['price', '99999999999', 'too_large'],
    ['price', '1'.repeat(100), 'too_large'],
    ['price', `1.${'0'.repeat(100)}`, 'too_large'],
    ['size', '-0.5', 'negative_size'],
    ['rate', '--1', 'not_a_decimal'],
  ])('refuses as %s: %s', (kind, text, code) => {
    expect(readFigure(text, kind)).toMatchObject({ ok: false, code });
  });

  test('of several names the one that is wrong', () => {
    expect(readFigures({ bid: '1', ask: 'x' }, 'price')).toMatchObject({
      code: 'not_a_decimal',
      message: expect.stringMatching(/^ask: /),
    });
  });
});

describe('decimal text to units', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 12 });

  test('is rounding, whatever zeros stand behind it', () => {
    fc.assert(
      fc.property(digits, digits, fc.nat(8), (whole, fraction, padding) => {
        const text = `${whole}.${fraction}`;
        const padded = text + '0'.repeat(padding);
        for (const rounding of ['up', 'halfEven'] as const) {
          const [quick, slow] = [unitsOf(padded, rounding), roundDecimal(text, rounding)];
          expect(quick.ok ? quick.value : quick.code).toBe(slow.ok ? slow.value : slow.code);
        }
      }),
    );
  });

  test('is refused where it must be exact and is not', () => {
    expect(exactUnitsOf('0.12345600')).toEqual({ ok: true, value: 123_456 });
    expect(exactUnitsOf('0.12345601')).toMatchObject({ code: 'too_precise' });
  });
});
