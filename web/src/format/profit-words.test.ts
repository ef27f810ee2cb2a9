import { expect, test } from 'vitest';
import { offsetInWords } from './profit-words.ts';

test('what strategies can lose by themselves is told apart from what the desk can', () => {
  const text = offsetInWords(103_690_000, 91_030_000);
  expect(text).toContain('strategies can lose $103.69; the desk $91.03,');
});

test('where the two are shown as the same there is nothing to tell', () => {
  expect(offsetInWords(91_030_001, 91_030_000)).toBe('');
});
