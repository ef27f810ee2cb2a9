import { expect, test } from 'vitest';
import { hasWords } from './has-words.ts';

test('each word has to stand somewhere in a row, in whatever case', () => {
  const row = { strategy: 'join-best', market: 'btc-updown-5m', status: 'Filled' };
  expect(hasWords(row, 'BTC filled')).toBe(true);
  expect(hasWords(row, 'btc canceled')).toBe(false);
  expect(hasWords(row, ' ')).toBe(true);
});
