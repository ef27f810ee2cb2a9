import { expect, test } from 'vitest';
import { nearestName, suggestion } from './nearest-name.ts';

test.each([
  ['latncy', 'latency'],
  ['Size', 'size'],
  ['sise', 'size'],
  ['windowStrat', 'windowStart'],
  ['elephant', undefined],
])('%s means %s', (typed, meant) => {
  expect(nearestName(typed, ['latency', 'size', 'windowStart', 'windowEnd'])).toBe(meant);
});

test('a suggestion names the nearest, or all there is', () => {
  expect(suggestion('sise', ['size'])).toBe(' (did you mean "size"?)');
  expect(suggestion('elephant', ['size', 'mode'])).toBe(' (known: size, mode)');
  expect(suggestion('elephant', [])).toBe(' (none are known)');
});
