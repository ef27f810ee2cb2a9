import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REFUSED_FUNCTIONS, TABLE_FUNCTIONS } from './asked-functions.ts';
import { Duck } from './duck.ts';

async function namesOf(condition: string): Promise<string[]> {
  const duck = await Duck.open();
  const rows = await duck.rows(`SELECT DISTINCT function_name AS name FROM duckdb_functions()
    WHERE ${condition} ORDER BY 1`);
  duck.close();
  return rows.map(({ name }) => String(name));
}

/** They tell what they are called for, and leave nothing behind. */
const HARMLESS = [
  ...['current_connection_id', 'current_query', 'current_query_id', 'current_transaction_id'],
  ...['error', 'gen_random_uuid', 'random', 'stats', 'uuid', 'uuidv4', 'uuidv7'],
];

// A newer engine may bring others: decide on each.
test('of each function with side effects it is known what it does', async () => {
  const known = new Set([...HARMLESS, ...REFUSED_FUNCTIONS]);
  const told = await namesOf('has_side_effects');
  expect(told.filter((name) => !known.has(name))).toEqual([]);
  expect(await namesOf("macro_definition LIKE '%sleep_ms%'")).toEqual(['pg_sleep']);
});

test('the engine has each table function that may be called, and each that may not', async () => {
  const names = new Set(await namesOf('true'));
  // The grammar knows it, whatever the list of functions says.
  names.add('unnest');
  const listed = [...TABLE_FUNCTIONS, ...REFUSED_FUNCTIONS];
  expect(listed.filter((name) => !names.has(name))).toEqual([]);
});

test('the page about queries names them', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/query.md'), 'utf8');
  for (const name of [...TABLE_FUNCTIONS, ...REFUSED_FUNCTIONS])
    expect(page).toContain(`\`${name}\``);
});
