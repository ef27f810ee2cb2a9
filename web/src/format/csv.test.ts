import { expect, test } from 'vitest';
import { csvOf, savedInWords } from './csv.ts';

test('what is foreign in a cell is neither a formula nor another cell', () => {
  const rows = [{ market: '=HYPERLINK("x")', price: -5, note: 'a "b", c' }];
  expect(csvOf(rows)).toBe('market,price,note\r\n"\'=HYPERLINK(""x"")",-5,"a ""b"", c"\r\n');
});

test('what is not known is empty, and a row may have more columns than the first', () => {
  expect(csvOf([{ a: null }, { a: 1, b: { x: 2 } }])).toBe('a,b\r\n,\r\n1,"{""x"":2}"\r\n');
  expect(csvOf([])).toBe('\r\n');
});

test('a file that does not have all says so', () => {
  expect(savedInWords(12, false)).toBe('12 fills saved');
  expect(savedInWords(100_000, true)).toBe('the newest 100,000 fills saved: there are more');
});
