import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { DeskStore, type Row, type RunChanges, readDeskStore, setAside } from './desk-store.ts';
import { type ColumnKind, DESK_TABLE_NAMES, tableOf } from './desk-tables.ts';
import { MIGRATIONS } from './migrations.ts';
import { bringUp, requireKnown, requireNewest } from './schema.ts';

const NOTHING = { records: 0, bytes: 0 };
const pathIn = (folder = temporaryFolder()) => join(folder, 'desk.sqlite');
const run = (name: string): Row => ({ run: name, provenance: 'live', mode: 'paper', began: 1 });
const fill = (name: string, id: number): Row => ({
  run: name,
  provenance: 'simulated',
  fill: id,
  price: 620_000,
  venue_time: 1_776_081_600_000_001,
});

function changes(name: string, ...fills: readonly number[]): RunChanges {
  const rows = fills.map((id) => ({ table: 'fill', row: fill(name, id) }) as const);
  return { rows: [{ table: 'run', row: run(name) }, ...rows], trades: new Map() };
}

const fillsIn = (path: string) =>
  readDeskStore(path, (db) => db.prepare('SELECT run, fill FROM fill ORDER BY 1, 2').all()).map(
    ({ run: of, fill: id }) => `${of} ${id}`,
  );

test('the tables are those that the program believes in', () => {
  const path = pathIn();
  DeskStore.open(path).close();
  const types: Record<ColumnKind, string> = {
    text: 'TEXT',
    json: 'TEXT',
    integer: 'INTEGER',
    amount: 'INTEGER',
    time: 'INTEGER',
    real: 'REAL',
  };
  readDeskStore(path, (db) => {
    for (const name of DESK_TABLE_NAMES) {
      const told = db.prepare(`PRAGMA table_info(${name})`).all();
      const { columns, key } = tableOf(name);
      const expected = Object.entries(columns).map(([column, kind]) => [column, types[kind]]);
      expect(told.map((column) => [column.name, column.type])).toEqual(expected);
      const keys = told.filter(({ pk }) => pk !== 0).sort((a, b) => Number(a.pk) - Number(b.pk));
      expect(keys.map((column) => column.name)).toEqual(['run', ...key]);
    }
  });
});

test('amounts are integers, and decimals in the views', () => {
  const path = pathIn();
  const store = DeskStore.open(path);
  store.write('one', NOTHING, { records: 1, bytes: 10 }, changes('one', 7));
  const first = (sql: string) => ({ ...readDeskStore(path, (db) => db.prepare(sql).get()) });
  expect(first('SELECT price, typeof(price) AS type FROM fill')).toEqual({
    price: 620_000,
    type: 'integer',
  });
  expect(first('SELECT price, venue_time, size FROM fills')).toEqual({
    price: 0.62,
    venue_time: '2026-04-13T12:00:00.000001Z',
    size: null,
  });
  store.close();
});

test('what comes next is taken, from the beginning all is taken anew', () => {
  const path = pathIn();
  const store = DeskStore.open(path);
  const two = { records: 2, bytes: 20 };
  expect(store.write('one', NOTHING, two, changes('one', 1, 2))).toBe(true);
  expect(store.write('other', NOTHING, two, changes('other', 5))).toBe(true);
  expect(store.positionOf('one')).toEqual(two);
  // Another process was there: its rows stay as they are.
  expect(store.write('one', { records: 1, bytes: 10 }, two, changes('one', 3))).toBe(false);
  expect(fillsIn(path)).toEqual(['one 1', 'one 2', 'other 5']);
  expect(store.write('one', two, { records: 3, bytes: 30 }, changes('one', 3))).toBe(true);
  expect(store.write('one', NOTHING, two, changes('one', 9))).toBe(true);
  expect(fillsIn(path)).toEqual(['one 9', 'other 5']);
  expect(store.positionOf('none')).toBeUndefined();
  store.close();
});

test('a batch that cannot be written whole is not written at all', () => {
  const path = pathIn();
  const store = DeskStore.open(path);
  const bad = { table: 'fill', row: { ...fill('one', 2), price: 'a price' } } as const;
  const { rows } = changes('one', 1);
  const broken = { rows: [...rows, bad], trades: new Map() };
  expect(() => store.write('one', NOTHING, { records: 1, bytes: 1 }, broken)).toThrow(/price/);
  expect(fillsIn(path)).toEqual([]);
  expect(store.write('one', NOTHING, { records: 1, bytes: 1 }, changes('one', 1))).toBe(true);
  store.close();
});

test('trades of a market take the place of those before', () => {
  const path = pathIn();
  const store = DeskStore.open(path);
  const trade = (market: string, number: number, net: number): Row => ({
    ...run('one'),
    market,
    number,
    net,
  });
  const tell = (records: number, market: string, ...rows: Row[]) =>
    store.write(
      'one',
      { records: records - 1, bytes: 0 },
      { records, bytes: 0 },
      { rows: [{ table: 'run', row: run('one') }], trades: new Map([[market, rows]]) },
    );
  tell(1, 'btc', trade('btc', 1, 5), trade('btc', 2, 6));
  tell(2, 'eth', trade('eth', 1, 7));
  tell(3, 'btc', trade('btc', 1, 8));
  const sql = 'SELECT market, net FROM trade ORDER BY 1, number';
  const told = readDeskStore(path, (db) => db.prepare(sql).all());
  expect(told.map(({ market, net }) => [market, net])).toEqual([
    ['btc', 8],
    ['eth', 7],
  ]);
  store.close();
});

test('a store of a later version is refused, and left as it is', () => {
  const path = pathIn();
  DeskStore.open(path).close();
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  for (const open of [() => DeskStore.open(path), () => readDeskStore(path, () => 0)]) {
    expect(open).toThrow(/version \d+, this program knows \d+\. Use the newer program/);
  }
});

test('a database of something else is refused', () => {
  const path = pathIn();
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE songs (name TEXT)');
  db.close();
  expect(() => DeskStore.open(path)).toThrow(/is no store of Polydesk\. Move it away/);
});

test('migrations are applied once each, and all or none', () => {
  const db = new DatabaseSync(':memory:');
  bringUp(db, MIGRATIONS);
  db.exec("INSERT INTO run (run, provenance, mode) VALUES ('one', 'live', 'paper')");
  const more = [...MIGRATIONS, 'ALTER TABLE run ADD COLUMN extra TEXT'];
  expect(() => bringUp(db, [...more, 'ALTER TABLE nothing ADD COLUMN x TEXT'])).toThrow(/nothing/);
  expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(MIGRATIONS.length);
  bringUp(db, more);
  bringUp(db, more);
  expect({ ...db.prepare('SELECT run, mode, extra FROM run').get() }).toEqual({
    run: 'one',
    mode: 'paper',
    extra: null,
  });
  expect(() => requireKnown(db, 'here')).toThrow(/here has version/);
  expect(() => requireKnown(db, 'here', more.length)).not.toThrow();
  expect(() => requireNewest(db, 'here', more.length)).not.toThrow();
  // One of an earlier version is not read before it is brought up.
  expect(() => requireNewest(db, 'here', more.length + 1)).toThrow(/this program reads/);
});

test('one that is only being made is as good as none to read, and brought up to be written', () => {
  const path = pathIn();
  new DatabaseSync(path).close();
  expect(() => readDeskStore(path, () => 0)).toThrow(/is only being made/);
  DeskStore.open(path).close();
  expect(readDeskStore(path, () => 'read')).toBe('read');
  expect(() => readDeskStore(`${path}.none`, () => 0)).toThrow(/there is no store/);
});

test.each([
  ['is no database', (path: string) => writeFileSync(path, 'anything but a database'.repeat(99))],
  [
    'has lost its middle',
    (path: string) => {
      const bytes = readFileSync(path);
      bytes.fill(0xff, 4096, bytes.length - 4096);
      writeFileSync(path, bytes);
    },
  ],
  ['was cut off', (path: string) => truncateSync(path, 4096)],
])('a file that %s is damaged: its name and the remedy are told', (_, damage) => {
  const path = pathIn();
  const store = DeskStore.open(path);
  store.write('one', NOTHING, { records: 1, bytes: 1 }, changes('one', 1, 2, 3));
  store.close();
  damage(path);
  expect(() => DeskStore.open(path)).toThrow(/desk\.sqlite is damaged .*--rebuild/s);
  const aside = setAside(path, new Date(NOON_MS));
  expect(aside).toBe(`${path}.damaged-20260413T120000Z`);
  expect([existsSync(path), existsSync(aside)]).toEqual([false, true]);
  DeskStore.open(path).close();
});

const NOON_MS = 1_776_081_600_000;

test('a folder that is missing is made', () => {
  const path = pathIn(join(temporaryFolder(), 'a', 'b'));
  DeskStore.open(path).close();
  expect(existsSync(path)).toBe(true);
});
