import { expect, test } from 'vitest';
import { formatBytes, formatPlural, formatSeconds, formatTime } from './amounts.ts';
import { toJson } from './output.ts';
import { formatTable } from './table.ts';

test('tables align words to the left and numbers to the right', () => {
  const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }, { title: 'end' }];
  const rows = [
    ['a', '1', ''],
    ['longer', '1,234', 'x'],
  ];
  expect(formatTable(columns, rows)).toBe(
    ['name        n  end', 'a           1', 'longer  1,234  x'].join('\n'),
  );
});

test('amounts read naturally', () => {
  expect(formatPlural(1, 'market')).toBe('1 market');
  expect(formatPlural(1234, 'series', 'series')).toBe('1,234 series');
  expect([5, 185, 7620, Number.NaN].map(formatSeconds)).toEqual(['5s', '3m 05s', '2h 07m', '?']);
  expect([0, 999, 1500, 2e9].map(formatBytes)).toEqual(['0 B', '999 B', '1.5 kB', '2.0 GB']);
  expect(formatTime(Date.UTC(2026, 3, 13) * 1000)).toBe('2026-04-13 00:00:00');
});

test('JSON has no bigints that would throw', () => {
  expect(toJson({ a: 1n })).toBe('{\n  "a": "1"\n}');
});
