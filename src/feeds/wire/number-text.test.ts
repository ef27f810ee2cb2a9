import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDecimal, readJsonNumbers } from './number-text.ts';

describe('JSON with its numbers as text', () => {
  test('keeps digits that no float holds', () => {
    const text = '{"a":[0.1000000000000000055511151231257827,-12],"b":"0.5","c":null,"d":true}';
    expect(readJsonNumbers(text)).toEqual({
      ok: true,
      value: { a: ['0.1000000000000000055511151231257827', '-12'], b: '0.5', c: null, d: true },
    });
  });

  test('writes powers of ten out', () => {
    expect(readJsonNumbers('[1.0e-4, 2E3, -1.25e1, 1e+0]')).toEqual({
      ok: true,
      value: ['0.00010', '2000', '-12.5', '1'],
    });
  });

  test('is refused when it is none', () => {
    expect(readJsonNumbers('<html>')).toMatchObject({ ok: false, code: 'not_json' });
  });

  test('means the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = number.toExponential();
        // Longer powers than two digits are nobody's price and stay as they are.
        expect(Number(plainDecimal(text)) === number).toBe(true);
      }),
    );
  });
});
