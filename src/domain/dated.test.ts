import { expect, test } from 'vitest';
import { type Dated, firstOf, inForce } from './dated.ts';
import type { Timestamp } from './units.ts';

const entry = (from: string, value: string): Dated<string> => ({
  category: 'crypto',
  from,
  value,
  source: `the page of ${from}`,
});
const on = (time: string) => (Date.parse(time) * 1_000) as Timestamp;

test('the latest entry that has begun is in force, in whatever order the table is written', () => {
  const table = [
    entry('2026-03-01', 'second'),
    entry('2026-05-01', 'third'),
    entry('2026-01-01', 'first'),
  ];
  for (const written of [table, [...table].reverse()]) {
    expect(inForce(written, 'crypto', on('2026-04-01'))).toEqual({
      value: 'second',
      source: 'the page of 2026-03-01',
    });
    expect(inForce(written, 'crypto', on('2026-12-31'))?.value).toBe('third');
  }
});

test('the first entry of a category is told with its day, and none of others', () => {
  const table = [entry('2026-03-01', 'second'), entry('2026-01-01', 'first')];
  for (const written of [table, [...table].reverse()]) {
    expect(firstOf(written, 'crypto')).toMatchObject({ from: '2026-01-01', value: 'first' });
    expect(firstOf(written, 'sports')).toBeUndefined();
  }
});
