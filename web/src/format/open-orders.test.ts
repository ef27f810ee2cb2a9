import { expect, test } from 'vitest';
import { openInWords } from './open-orders.ts';

test('a desk that was not heard yet is not said to have no open orders', () => {
  expect(openInWords(undefined)).toBe('–');
  expect(openInWords({ open: 0, unknown: 0 })).toBe('0');
  expect(openInWords({ open: 12, unknown: 1 })).toBe('12');
});
