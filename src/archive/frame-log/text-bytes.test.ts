import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextBytes } from './text-bytes.ts';

/** The second is longer than what is there at first. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('€'.repeat(100_000)));
const number = fc.oneof(fc.maxSafeNat(), fc.nat(20), fc.maxSafeInteger(), fc.double());

test('holds what was put in, as a template has it, and nothing from before', () => {
  const bytes = new TextBytes();
  const parts = fc.array(fc.oneof(text, number), { maxLength: 20 });
  fc.assert(
    fc.property(parts, (all) => {
      bytes.clear();
      for (const part of all) {
        if (typeof part === 'string') bytes.text(part);
        else bytes.number(part);
        bytes.character(9);
      }
      const expected = Buffer.from(all.map((part) => `${part}\t`).join(''));
      expect(bytes.length).toBe(expected.length);
      expect(bytes.bytes.equals(expected)).toBe(true);
    }),
  );
});

test.each([0, 9, 10, 99, 100, 2 ** 31, 2 ** 53 - 1, 999_999_999_999_999, 1e15, -1, 0.5])(
  '%d is written as it is',
  (value) => {
    const bytes = new TextBytes();
    bytes.number(value);
    expect(bytes.bytes.toString()).toBe(String(value));
  },
);
