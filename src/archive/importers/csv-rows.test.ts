import { expect, test } from 'vitest';
import { columnsOf, csvHeader, csvRows } from './csv-rows.ts';

test('rows come with their line, whatever ends the line', () => {
  expect([...csvRows('a,b\r\n1,2\r\n\n3,4,5')]).toEqual([
    { line: 2, fields: ['1', '2'], raw: '1,2' },
    { line: 4, fields: ['3', '4', '5'], raw: '3,4,5' },
  ]);
  expect([...csvRows('')]).toEqual([]);
});

test('columns are found by name, not by place', () => {
  const header = csvHeader('\uFEFFb,a,c\r');
  expect(columnsOf(header, ['a', 'c'])).toEqual({ a: 1, c: 2 });
  expect(columnsOf(header, ['a', 'd'])).toBeUndefined();
});

test('a field in quotes holds commas and quotes', () => {
  const [row] = csvRows('a,b,c\n1,"July 21, ""9AM"" ET",\n');
  expect(row?.fields).toEqual(['1', 'July 21, "9AM" ET', '']);
});
