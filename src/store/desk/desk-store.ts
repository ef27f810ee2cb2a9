import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DESK_TABLE_NAMES, type DeskTableName, tableOf } from './desk-tables.ts';
import { bringUp, requireKnown, requireNewest } from './schema.ts';
import { StoreError } from './store-error.ts';

export type Cell = string | number | null;

/** Columns that are left out are NULL. */
export type Row = Readonly<Record<string, Cell>>;

/** What is to be in the store of a run from now on. */
export type RunChanges = {
  /** Each takes the place of the row with its key. */
  readonly rows: readonly { readonly table: DeskTableName; readonly row: Row }[];
  /** All trades of a market, by its name: those of before go. */
  readonly trades: ReadonlyMap<string, readonly Row[]>;
};

/** How far the journal of a run is in the store. */
export type StorePosition = { readonly records: number; readonly bytes: number };

/** Another process may write at the same time; a batch takes milliseconds. */
const BUSY_MS = 2_000;

/**
 * The relational store of what desks did: an SQLite file in WAL mode, which others read while it is
 * written. It holds nothing that the journals of the runs do not say.
 */
export class DeskStore {
  readonly #db: DatabaseSync;
  readonly #puts = new Map<DeskTableName, Put>();

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Opens it to write, makes it where it is missing. @throws StoreError, and what SQLite says */
  static open(path: string): DeskStore {
    mkdirSync(dirname(path), { recursive: true });
    const db = connected(path, { timeout: BUSY_MS });
    try {
      return explained(path, () => {
        requireKnown(db, path);
        db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
        requireWhole(db, path);
        bringUp(db);
        return new DeskStore(db);
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Undefined: nothing of the run is in it. */
  positionOf(run: string): StorePosition | undefined {
    const row = this.#db.prepare('SELECT records, bytes FROM run WHERE run = ?').get(run);
    return row as StorePosition | undefined;
  }

  /** The runs in it, by name. */
  runs(): string[] {
    const rows = this.#db.prepare('SELECT run FROM run ORDER BY run').all();
    return rows.map(({ run }) => String(run));
  }

  /**
   * Takes in what the journal says between two positions, whole or not at all. From the beginning
   * means anew: what was there of the run goes. False, and nothing is written, where the store is
   * not at `from`: somebody else has written the run meanwhile.
   */
  write(run: string, from: StorePosition, to: StorePosition, changes: RunChanges): boolean {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const isNext = from.records === 0 || this.positionOf(run)?.records === from.records;
      if (isNext) this.#writeAll(run, from, to, changes);
      this.#db.exec(isNext ? 'COMMIT' : 'ROLLBACK');
      return isNext;
    } catch (error) {
      // A full disk may have rolled it back already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** All that is whole in a journal of that many bytes is in the store: its end is torn. */
  endAt(run: string, { records, bytes }: StorePosition): void {
    const sql = 'UPDATE run SET bytes = ? WHERE run = ? AND records = ?';
    this.#db.prepare(sql).run(bytes, run, records);
  }

  close(): void {
    this.#db.close();
  }

  #writeAll(run: string, from: StorePosition, to: StorePosition, changes: RunChanges): void {
    const del = (table: DeskTableName) => this.#db.prepare(`DELETE FROM ${table} WHERE run = ?`);
    if (from.records === 0) for (const table of DESK_TABLE_NAMES) del(table).run(run);
    for (const { table, row } of changes.rows) this.#put(table, row);
    const clear = this.#db.prepare('DELETE FROM trade WHERE run = ? AND market = ?');
    for (const [market, rows] of changes.trades) {
      clear.run(run, market);
      for (const row of rows) this.#put('trade', row);
    }
    const moved = this.#db.prepare('UPDATE run SET records = ?, bytes = ? WHERE run = ?');
    moved.run(to.records, to.bytes, run);
  }

  #put(table: DeskTableName, row: Row): void {
    let put = this.#puts.get(table);
    if (put === undefined) {
      const columns = Object.keys(tableOf(table).columns);
      const marks = columns.map(() => '?').join(', ');
      const sql = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${marks})`;
      put = { columns, statement: this.#db.prepare(sql) };
      this.#puts.set(table, put);
    }
    put.statement.run(...put.columns.map((column) => row[column] ?? null));
  }
}

type Put = { readonly columns: readonly string[]; readonly statement: StatementSync };

/** Opens it to be read while others write, in one transaction: what is read fits together. */
export function readDeskStore<T>(path: string, read: (db: DatabaseSync) => T): T {
  if (!existsSync(path)) throw new StoreError('not_found', `there is no store ${path}`);
  const db = connected(path, { readOnly: true, timeout: BUSY_MS });
  try {
    return explained(path, () => {
      requireKnown(db, path);
      requireNewest(db, path);
      db.exec('BEGIN');
      return read(db);
    });
  } finally {
    db.close();
  }
}

/** Moves a store that cannot be read out of the way; says where it is. */
export function setAside(path: string, now: Date): string {
  const aside = `${path}.damaged-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(path + part)) renameSync(path + part, aside + part);
  }
  return aside;
}

function connected(path: string, options: { readOnly?: boolean; timeout: number }): DatabaseSync {
  return explained(path, () => new DatabaseSync(path, options));
}

function requireWhole(db: DatabaseSync, path: string): void {
  const [found] = db.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
  if (found?.quick_check !== 'ok') throw damaged(path, found?.quick_check ?? 'no answer');
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGES: ReadonlySet<unknown> = new Set([11, 26]);

/** SQLite's errors about damage name neither file nor remedy. */
function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : Number.NaN;
    // Extended codes have the plain one in their lowest byte.
    if (!DAMAGES.has(code & 0xff)) throw error;
    throw damaged(path, error instanceof Error ? error.message : String(error), error);
  }
}

function damaged(path: string, said: string, cause?: unknown): StoreError {
  const remedy = 'Run "polydesk query --rebuild": the journals have all that is in it.';
  return new StoreError('damaged', `${path} is damaged (${said}). ${remedy}`, cause);
}
