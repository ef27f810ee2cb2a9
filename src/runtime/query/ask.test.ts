import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { archived, twoViews } from '../../../test/support/archived.ts';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { RunScript } from '../../../test/support/run-script.ts';
import { finishedDatasets } from '../../archive/open-datasets.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { KeptLog, logFolder } from '../store/kept-log.ts';
import { KeptStore, storePath } from '../store/kept-store.ts';
import { ask } from './ask.ts';
import { QUERY_VIEWS } from './query-views.ts';

/** An archive with a recording, and what a desk did there. */
async function anArchive(): Promise<string> {
  const root = temporaryFolder();
  await archived(root, 'recorded-1', (writer) => twoViews(writer));
  const script = new RunScript(2, ['random']);
  script.trade({ token: 0, price: 400_000, size: 5_000_000, fee: 60_000 });
  script.trade({ token: 3, price: 700_000, size: 10_000_000 });
  script.skip('wide', 1);
  script.resolve(0, 1_000_000);
  script.resolve(1, 1_000_000);
  journal(root, 'one', [begunRun('one'), ...script.journal]);
  const options = { root, run: 'one', others: [], onNews: () => {} };
  const store = new KeptStore(options);
  store.finish();
  store.close();
  const log = new KeptLog(options);
  await log.finish();
  await log.close();
  return root;
}

async function rowsOf(root: string, sql: string, most = 100) {
  const answer = await ask({ root, sql, most });
  if (!answer.ok) throw new Error(answer.message);
  const names = answer.value.columns.map(({ name }) => name);
  return answer.value.rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell])));
}

test('store, log and archive are asked in one language', async () => {
  const root = await anArchive();
  expect(await rowsOf(root, 'SELECT market, net, state FROM trades ORDER BY net')).toEqual([
    { market: 'market 1', net: '-7.000000', state: 'counted' },
    { market: 'market 0', net: '2.940000', state: 'counted' },
  ]);
  expect(await rowsOf(root, 'SELECT sum(net) AS net, count(*) AS n FROM trades')).toEqual([
    { net: '-4.060000', n: 2 },
  ]);
  expect(await rowsOf(root, "SELECT time, code FROM log WHERE event = 'skipped'")).toEqual([
    { time: '2026-04-13 12:00:05', code: 'wide' },
  ]);
  expect(await rowsOf(root, 'SELECT dataset, provenance FROM datasets')).toEqual([
    { dataset: 'recorded-1', provenance: 'simulated' },
  ]);
  const joined = 'SELECT DISTINCT market, asset FROM books JOIN archived_markets USING (market)';
  expect(await rowsOf(root, joined)).toEqual([{ market: 'btc-x', asset: 'btc' }]);
  const both = 'SELECT (SELECT count(*) FROM fills) AS f, count(*) > 0 AS has FROM prints';
  expect(await rowsOf(root, both)).toEqual([{ f: 2, has: true }]);
});

test.each(QUERY_VIEWS.map((view) => [view.name, view] as const))(
  '%s has the columns that are told, and its example runs',
  async (name, { columns, example }) => {
    const root = await anArchive();
    const told = await rowsOf(root, `DESCRIBE ${name}`);
    const types = told.map((row) => [row.column_name, row.column_type]);
    const plain = (type: string) => type.replace(', ', ',');
    expect(types).toEqual(Object.entries(columns).map(([one, type]) => [one, plain(type)]));
    await rowsOf(root, example);
    // Of an archive in which there is nothing it has no rows.
    const empty = temporaryFolder();
    expect(await rowsOf(empty, `SELECT * FROM ${name}`)).toEqual([]);
  },
);

test.each(examplesOf('query.md'))('the example of the page runs: %s', async (sql) => {
  expect(await rowsOf(await anArchive(), sql)).toEqual(expect.any(Array));
});

/** Questions of a page of the documents. */
function examplesOf(page: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8');
  return [...text.matchAll(/^npx polydesk query "([^"]+)"/gm)].map(([, sql]) => sql as string);
}

test.each([
  'FROM histogram(fills, price)',
  'SUMMARIZE fills',
  'SELECT unnest([1, 2]), random()',
  'WITH checkpoint AS (SELECT 1) FROM checkpoint',
  'FROM fills PIVOT (sum(size) FOR side IN (1, 2))',
])('what only computes is answered: %s', async (sql) => {
  expect(await rowsOf(await anArchive(), sql)).toEqual(expect.any(Array));
});

test('rows beyond the limit are counted', async () => {
  const root = await anArchive();
  const answer = await ask({ root, sql: 'SELECT * FROM range(5000)', most: 3 });
  expect(answer).toMatchObject({ value: { rows: [[0], [1], [2]], left: 4997 } });
});

describe('nothing but the views can be read, and nothing written', () => {
  const all = (root: string) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      // Whoever reads a database that others may write has these beside it.
      .filter((name) => !/-(wal|shm)$/.test(name))
      .sort()
      .map((name) => [name, statSync(join(root, name)).size]);

  const NO_FUNCTION = /\(\) is no function to ask by/;
  const CALLS: readonly (readonly [string, string])[] = [
    ['logs to the terminal', "SELECT * FROM enable_logging(storage = 'stdout')"],
    ['logs to a file', "FROM main.\"ENABLE_Logging\"(storage = 'file', storage_path = '{root}/l')"],
    ['logs by its full name', "SELECT 1 FROM system.main.enable_logging(storage = 'stdout')"],
    ['logs inside of a question', 'WITH a AS (SELECT (SELECT 1 FROM enable_logging())) FROM a'],
    ['describes what logs', 'DESCRIBE SELECT * FROM enable_logging()'],
    ['empties the log', 'SELECT * FROM truncate_duckdb_logs()'],
    ['logs a line', "SELECT write_log('x')"],
    ['logs a line by another spelling', "SELECT ('x').Write_Log()"],
    ['logs a line of each', 'SELECT list_transform([1], lambda x: "write_log"(\'x\'))'],
    ['logs a line in the order', "FROM range(2) ORDER BY main.write_log('x')"],
    ['profiles to a file', "SELECT * FROM enable_profiling(save_location = '{root}/profile')"],
    ['writes what is held', 'SELECT * FROM checkpoint()'],
    ['forces that', 'SELECT * FROM force_checkpoint()'],
    ['changes the engine', 'SELECT * FROM disable_optimizer()'],
    ['reads secrets', 'SELECT * FROM duckdb_secrets()'],
    ['completes names of files', "SELECT * FROM sql_auto_complete('FROM ''/et')"],
    ['sniffs a file', "SELECT * FROM sniff_csv('/etc/hosts')"],
    ['looks into a file', "SELECT * FROM parquet_metadata('{parquet}')"],
    ['reads a file that views read', "SELECT * FROM read_parquet('{parquet}')"],
    ['reads text', "SELECT * FROM read_text('/etc/hosts')"],
    ['reads the store', "SELECT * FROM read_blob('{root}/desk.sqlite')"],
    ['lists a folder', "SELECT * FROM glob('{root}/*')"],
    ['hides a statement in text', "SELECT * FROM query('DROP VIEW fills')"],
    ['hides logging in text', "SELECT * FROM query('FROM enable_logging()')"],
    ['hides it in a tree', "FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))"],
    ['plans what is hidden', "SELECT json_serialize_plan('FROM enable_logging()')"],
    ['waits', 'SELECT sleep_ms(1), pg_sleep(0)'],
  ];

  // Each stands behind the names of views: their files are those that may be read.
  test.each<readonly [string, string, RegExp]>([
    ['writes to a file of its own', "COPY (SELECT 1) TO '{root}/new.csv'", /COPY|Permission/],
    [
      'writes over a file of the archive',
      "COPY (SELECT 1) TO '{parquet}' (FORMAT parquet, USE_TMP_FILE false)",
      /COPY is no SELECT/,
    ],
    [
      'writes while it is explained',
      "EXPLAIN ANALYZE COPY (SELECT 1) TO '{parquet}' (FORMAT parquet, USE_TMP_FILE false)",
      /EXPLAIN is no SELECT/,
    ],
    ['writes to the log', "COPY (SELECT 1) TO '{log}' (FORMAT json, USE_TMP_FILE false)", /COPY/],
    ['exports all', "EXPORT DATABASE '{root}/out'", /EXPORT|Permission/],
    ['attaches the store', "ATTACH '{root}/desk.sqlite' (TYPE sqlite)", /ATTACH|Permission/],
    ['attaches a new database', "ATTACH '{root}/new.duckdb'", /ATTACH|Permission/],
    ['makes a table', 'CREATE TABLE mine (a INTEGER)', /CREATE is no SELECT/],
    ['changes rows', 'INSERT INTO stored_fill SELECT * FROM stored_fill', /INSERT is no SELECT/],
    ['deletes rows', 'DELETE FROM stored_fill', /DELETE is no SELECT/],
    ['drops a view', 'DROP VIEW fills', /DROP is no SELECT/],
    ['loads an extension', 'LOAD httpfs', /LOAD is no SELECT|Permission/],
    ['installs an extension', 'INSTALL httpfs', /LOAD is no SELECT|Permission/],
    ['changes a setting', 'SET enable_external_access = true', /SET is no SELECT|locked/],
    ['runs a pragma', 'PRAGMA enable_profiling', /PRAGMA is no SELECT/],
    ['calls a function', 'CALL pragma_version()', /CALL is no SELECT/],
    ['reads another file', "SELECT * FROM '/etc/hosts.csv'", /Permission Error/],
    ['reads a journal', "SELECT * FROM '{root}/runs/one.json'", /Permission Error/],
    ['goes round by ..', "SELECT * FROM '{root}/log/../secret.csv'", /Permission Error/],
    ['reaches the network', "SELECT * FROM 'https://example.com/a.csv'", /Permission/],
    ['reads the environment', "SELECT getenv('HOME')", /getenv/],
    ['asks twice', 'SELECT 1; DROP VIEW fills', /2 statements/],
    ...CALLS.map(([what, sql]) => [what, sql, NO_FUNCTION] as const),
    ['calls what logs', "CALL enable_logging(storage = 'stdout')", /CALL is no SELECT/],
    ['runs a pragma that answers', 'PRAGMA version', /PRAGMA is no SELECT/],
    ['runs a pragma of another name', 'PRAGMA show_tables', /PRAGMA is no SELECT/],
    ['says nothing', ' ', /no statement/],
    ['is no SQL', 'tell me', /syntax error.*LINE 2: tell me/s],
    ['names no view', 'SELECT * FROM fil', /fil does not exist!.*LINE 2/s],
  ])('what %s is refused', async (_, text, told) => {
    const root = await anArchive();
    writeFileSync(join(root, 'secret'), 'secret');
    const [dataset] = await finishedDatasets(root);
    const parquet = resolve(dataset?.folder ?? '', 'markets.parquet');
    const log = new DailyLog(logFolder(root)).files()[0] as string;
    const named = text.replaceAll('{root}', root).replaceAll('{parquet}', parquet);
    const views = '-- fills log datasets books archived_markets\n';
    const before = all(root);
    const answer = await ask({ root, sql: views + named.replaceAll('{log}', log), most: 9 });
    expect(answer.ok ? answer.value : answer.message).toMatch(told);
    expect(all(root)).toEqual(before);
  });
});

test('a store that cannot be read is told by its name, with what to do', async () => {
  const root = await anArchive();
  const sql = 'SELECT * FROM runs';
  const db = new DatabaseSync(storePath(root));
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(ask({ root, sql, most: 1 })).rejects.toMatchObject({
    code: 'newer_schema',
    exitCode: 3,
  });
  for (const part of ['', '-wal', '-shm']) rmSync(storePath(root) + part, { force: true });
  writeFileSync(storePath(root), 'no database at all, but long enough'.repeat(99));
  await expect(ask({ root, sql, most: 1 })).rejects.toThrow(/desk\.sqlite is damaged.*--rebuild/);
  // What is asked of the archive alone needs no store.
  expect(await rowsOf(root, 'SELECT count(*) AS n FROM datasets')).toEqual([{ n: 1 }]);
  const gone = join(root, 'nowhere');
  await expect(ask({ root: gone, sql, most: 1 })).rejects.toMatchObject({ code: 'not_found' });
});

test('a desk that writes meanwhile is neither seen half nor held up', async () => {
  const root = await anArchive();
  const db = new DatabaseSync(storePath(root));
  db.exec("BEGIN IMMEDIATE; INSERT INTO run (run, provenance) VALUES ('two', 'live')");
  expect(await rowsOf(root, 'SELECT run FROM runs')).toEqual([{ run: 'one' }]);
  db.exec('COMMIT');
  db.close();
  expect(await rowsOf(root, 'SELECT run FROM runs ORDER BY 1')).toEqual([
    { run: 'one' },
    { run: 'two' },
  ]);
});

test('a line of the log that was cut off is passed over', async () => {
  const root = await anArchive();
  const [day] = new DailyLog(logFolder(root)).files();
  const [{ n } = {}] = await rowsOf(root, 'SELECT count(*) AS n FROM log');
  appendFileSync(day as string, '{"time":"2026-04-13T12:00:09.0');
  expect(await rowsOf(root, 'SELECT count(*) AS n FROM log')).toEqual([{ n }]);
});
