import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSparse, scatter, sparse } from './sparse-numbers.ts';

test('what is written is read', () => {
  const column = fc.array(
    fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  );
  fc.assert(
    fc.property(column, (values) => {
      const pairs = sparse(values);
      expect(isSparse(pairs, values.length)).toBe(true);
      const read = new Float64Array(values.length);
      scatter(pairs, read);
      expect([...read]).toEqual(values);
    }),
  );
});

test.each([[[0]], [[4, 1]], [[-1, 1]], [[0.5, 1]], [[0, -1]], [[0, null]], [['0', 1]], 'text'])(
  'it is none: %o',
  (value) => {
    expect(isSparse(value, 4)).toBe(false);
  },
);
