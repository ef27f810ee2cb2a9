import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productError } from './exact-product.ts';

test('a product and its error are the exact product', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
      const product = a * b;
      expect(BigInt(product) + BigInt(productError(a, b, product))).toBe(BigInt(a) * BigInt(b));
    }),
    { numRuns: 2_000 },
  );
});

test('the error is that of the last bit', () => {
  const a = 2 ** 53 - 1;
  expect(productError(a, a, a * a)).toBe(1);
  expect(productError(94_906_267, 94_906_267, 94_906_267 * 94_906_267)).toBe(1);
  expect(productError(3, 5, 15)).toBe(0);
});
