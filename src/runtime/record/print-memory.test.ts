import { expect, test } from 'vitest';
import { aPrint } from '../../../test/support/price-log.ts';
import { PrintMemory } from './print-memory.ts';

const TWAP = 'chainlink/btcusd-twap60';

test('a print is new once, whoever tells it and in whatever order', () => {
  const memory = new PrintMemory();
  const told = [0, 1_000, 3_000, 1_000, 2_000, 3_000].map((ms) => memory.take(aPrint(TWAP, ms)));
  expect(told).toEqual(['new', 'new', 'new', 'repeated', 'new', 'repeated']);
  expect(memory.take(aPrint('chainlink/btcusd', 0))).toBe('new');
});

test('another value of the same time differs, but for the last digit', () => {
  const memory = new PrintMemory();
  memory.take(aPrint(TWAP, 0, 70_000_000_000));
  expect(memory.take(aPrint(TWAP, 0, 70_000_000_001))).toBe('repeated');
  expect(memory.take(aPrint(TWAP, 0, 70_000_000_002))).toBe('differs');
  // A look-back says it again: that is one difference, not two.
  expect(memory.take(aPrint(TWAP, 0, 70_000_000_002))).toBe('repeated');
});

test('what is too old to be remembered is not told again', () => {
  const memory = new PrintMemory();
  for (let second = 0; second < 2_000; second++) memory.take(aPrint(TWAP, second * 1_000));
  expect(memory.take(aPrint(TWAP, 0))).toBe('repeated');
  expect(memory.take(aPrint(TWAP, 1_999_000))).toBe('repeated');
  expect(memory.take(aPrint(TWAP, 1_998_500))).toBe('new');
});
