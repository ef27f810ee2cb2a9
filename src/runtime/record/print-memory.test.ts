import { expect, test } from 'vitest';
import { aPrint } from '../../../test/support/price-log.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { PrintMemory } from './print-memory.ts';

const TWAP = 'chainlink/btcusd-twap60';

/** Told at its own time. */
const take = (memory: PrintMemory, print: ReferencePrint) => memory.take(print, print.tsEvent);

test('a print is new once, whoever tells it and in whatever order', () => {
  const memory = new PrintMemory();
  const told = [0, 1_000, 3_000, 1_000, 2_000, 3_000].map((ms) => take(memory, aPrint(TWAP, ms)));
  expect(told).toEqual(['new', 'new', 'new', 'repeated', 'new', 'repeated']);
  expect(take(memory, aPrint('chainlink/btcusd', 0))).toBe('new');
});

test('another value of the same time differs, but for the last digit', () => {
  const memory = new PrintMemory();
  take(memory, aPrint(TWAP, 0, 70_000_000_000));
  expect(take(memory, aPrint(TWAP, 0, 70_000_000_001))).toBe('repeated');
  expect(take(memory, aPrint(TWAP, 0, 70_000_000_002))).toBe('differs');
  // A look-back says it again: that is one difference, not two.
  expect(take(memory, aPrint(TWAP, 0, 70_000_000_002))).toBe('repeated');
});

test('what is too old to be remembered is not told again', () => {
  const memory = new PrintMemory();
  for (let second = 0; second < 2_000; second++) take(memory, aPrint(TWAP, second * 1_000));
  expect(take(memory, aPrint(TWAP, 0))).toBe('repeated');
  expect(take(memory, aPrint(TWAP, 1_999_000))).toBe('repeated');
  expect(take(memory, aPrint(TWAP, 1_998_500))).toBe('new');
});

test('one that says to be of a later time does not silence the present', () => {
  const memory = new PrintMemory();
  const future = aPrint(TWAP, 1e9);
  expect(memory.take(future, aPrint(TWAP, 0).tsEvent)).toBe('new');
  const told = Array.from({ length: 3_000 }, (_, second) =>
    take(memory, aPrint(TWAP, second * 1_000)),
  );
  expect(new Set(told)).toEqual(new Set(['new']));
});
