import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedShares } from './bounded-shares.ts';

const parts = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 12,
});

test('whatever comes in, they make one and keep the bounds', () => {
  fc.assert(
    fc.property(parts, fc.double({ min: 0, max: 1, noNaN: true }), (raw, tightness) => {
      const even = 1 / raw.length;
      const [least, most] = [even * tightness, even + (1 - even) * (1 - tightness)];
      const shares = boundedShares(raw, least, most);
      expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      for (const one of shares) {
        expect(one).toBeGreaterThanOrEqual(least);
        expect(one).toBeLessThanOrEqual(most);
      }
      for (const [i, one] of shares.entries()) {
        for (const [j, other] of shares.entries()) {
          if ((raw[i] as number) >= (raw[j] as number)) expect(one).toBeGreaterThanOrEqual(other);
        }
      }
    }),
  );
});

test.each([
  [[1, 3], 0, 1, [0.25, 0.75]],
  [[1, 9], 0.2, 1, [0.2, 0.8]],
  [[1, 1, 8], 0.05, 0.5, [0.25, 0.25, 0.5]],
  [[0, 0], 0, 1, [0.5, 0.5]],
])('%j between %d and %d is %j', (raw, least, most, expected) => {
  for (const [i, one] of boundedShares(raw, least, most).entries()) {
    expect(one).toBeCloseTo(expected[i] as number, 12);
  }
});

test('bounds that no parts fit are said', () => {
  expect(() => boundedShares([1, 1, 1], 0.05, 0.3)).toThrow(RangeError);
  expect(() => boundedShares([1, 1, 1], 0.4, 1)).toThrow(RangeError);
});
