import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QUERY_VIEWS, viewsIn } from './query-views.ts';

test('the page about queries has every view with its columns', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/query.md'), 'utf8');
  for (const { name, source, summary, columns } of QUERY_VIEWS) {
    const told = Object.keys(columns).join(', ');
    expect(page).toContain(`| \`${name}\` | ${source} | ${summary} | ${told} |`);
  }
});

test('every view says where its rows come from, and shows no amount in units of 1e-6', () => {
  for (const { name, columns } of QUERY_VIEWS) {
    expect([name, columns.provenance]).toEqual([name, 'VARCHAR']);
    const amounts = Object.entries(columns).filter(([column]) => AMOUNTS.test(column));
    for (const [column, type] of amounts) {
      expect([name, column, type]).toEqual([name, column, expect.stringMatching(/DECIMAL|JSON/)]);
    }
  }
});

const AMOUNTS = /price$|size$|cost|fees?$|net$|gross|payout|own|capital|rebate|amount|mid$/;

test('the views that a question may mean are found by their words', () => {
  const names = (sql: string) => viewsIn(sql).map(({ name }) => name);
  expect(names('SELECT * FROM Fills JOIN "log" USING (run)')).toEqual(['fills', 'log']);
  // One too many is read for nothing; one too few could not be asked.
  expect(names("SELECT 'trades'")).toEqual(['trades']);
  expect(names('SELECT my_fills FROM fillsomething')).toEqual([]);
});
