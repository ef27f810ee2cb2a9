import { expect, test } from 'vitest';
import { InvariantError } from '../../domain/invariant.ts';
import { parseBytes32, ZERO_BYTES32 } from './bytes32.ts';
import { textWord, uintWord } from './typed-data.ts';

test('an integer becomes a word of 64 digits', () => {
  expect(uintWord(0)).toBe('0'.repeat(64));
  expect(uintWord(255)).toBe('ff'.padStart(64, '0'));
  expect(uintWord(Number.MAX_SAFE_INTEGER)).toBe('1fffffffffffff'.padStart(64, '0'));
  expect(uintWord(2n ** 256n - 1n)).toBe('f'.repeat(64));
});

test.each([-1, -1n, 0.5, Number.NaN, 2 ** 53, 2n ** 256n, Number.POSITIVE_INFINITY])(
  '%s is no word',
  (value) => {
    const message = `${value} is no unsigned integer of 256 bits`;
    expect(() => uintWord(value)).toThrow(new InvariantError(message));
  },
);

test('a text is hashed as UTF-8', () => {
  // Keccak-256 of no bytes, and of "abc": the reference values of its authors.
  expect(textWord('')).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
  expect(textWord('abc')).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45');
});

test('32 bytes are 64 hex digits behind 0x', () => {
  expect(parseBytes32(`0x${'AB'.repeat(32)}`)).toEqual({ ok: true, value: `0x${'ab'.repeat(32)}` });
  expect(parseBytes32(ZERO_BYTES32)).toEqual({ ok: true, value: ZERO_BYTES32 });
});

test.each(['', 'ab'.repeat(32), `0x${'ab'.repeat(31)}`, `0x${'xy'.repeat(32)}`])(
  '%j is not 32 bytes',
  (text) => {
    for (const wrong of [text, ` ${ZERO_BYTES32}`, `${ZERO_BYTES32}0`]) {
      const message = `"${wrong}" is not 32 bytes (0x and 64 hex digits)`;
      expect(parseBytes32(wrong)).toEqual({ ok: false, code: 'bad_bytes32', message });
    }
  },
);
