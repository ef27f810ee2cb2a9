import type { DatabaseSync } from 'node:sqlite';
import { type ColumnKind, DESK_TABLE_NAMES, type DeskTableName, tableOf } from './desk-tables.ts';
import { MIGRATIONS } from './migrations.ts';
import { StoreError } from './store-error.ts';

/** "PDSK": tells our stores from other people's databases. */
const APPLICATION = 0x5044534b;

/** Refuses what another program, or a later version of this one, has made. @throws StoreError */
export function requireKnown(
  db: DatabaseSync,
  path: string,
  known: number = MIGRATIONS.length,
): void {
  const version = numberOf(db, 'user_version');
  const application = numberOf(db, 'application_id');
  const isNew = version === 0 && application === 0 && tablesOf(db) === 0;
  if (application !== APPLICATION && !isNew) {
    const remedy = 'Move it away: the store is made anew from the journals.';
    throw new StoreError('foreign', `${path} is no store of Polydesk. ${remedy}`);
  }
  if (version <= known) return;
  const what = `${path} has version ${version}, this program knows ${known}`;
  const remedy = 'Use the newer program, or move the file away: it is made anew from the journals.';
  throw new StoreError('newer_schema', `${what}. ${remedy}`);
}

/** Refuses to read what an earlier version has made, or nobody yet. @throws StoreError */
export function requireNewest(
  db: DatabaseSync,
  path: string,
  known: number = MIGRATIONS.length,
): void {
  const version = numberOf(db, 'user_version');
  if (version === known) return;
  // Its maker has opened it, and has not brought it up: as good as no file.
  if (version === 0) throw new StoreError('not_found', `${path} is only being made`);
  const what = `${path} has version ${version}, this program reads ${known}`;
  const remedy = 'Run "polydesk query --rebuild", or start a desk there.';
  throw new StoreError('older_schema', `${what}. ${remedy}`);
}

/** Brings the store to the newest version, or leaves it as it was. */
export function bringUp(db: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  if (numberOf(db, 'user_version') === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it while this one waited.
    const had = numberOf(db, 'user_version');
    for (const sql of migrations.slice(had)) db.exec(sql);
    for (const table of DESK_TABLE_NAMES) db.exec(viewSql(table));
    db.exec(`PRAGMA application_id = ${APPLICATION}`);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** The view of a table for people: decimals and times that can be read. */
function viewSql(name: DeskTableName): string {
  const { view, columns } = tableOf(name);
  const shown = Object.entries(columns).map(([column, kind]) => `${SHOWN[kind](column)} ${column}`);
  const sql = `CREATE VIEW ${view} AS SELECT ${shown.join(', ')} FROM ${name}`;
  return `DROP VIEW IF EXISTS ${view}; ${sql};`;
}

const asItIs = (column: string) => `${column} AS`;

const SHOWN: Readonly<Record<ColumnKind, (column: string) => string>> = {
  text: asItIs,
  json: asItIs,
  integer: asItIs,
  real: asItIs,
  amount: (column) => `${column} / 1e6 AS`,
  time: (column) =>
    `strftime('%Y-%m-%dT%H:%M:%S', ${column} / 1000000, 'unixepoch') || ` +
    `printf('.%06dZ', ${column} % 1000000) AS`,
};

function numberOf(db: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

function tablesOf(db: DatabaseSync): number {
  return Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
}
