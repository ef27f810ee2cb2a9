// Journals of runs for tests of the store, and what stands in it.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Timestamp } from '../../src/domain/units.ts';
import { runJournalPath } from '../../src/runtime/replay/run-journal.ts';
import { type RunBegun, runBegun } from '../../src/runtime/replay/written-run.ts';
import type { DeskBegun } from '../../src/runtime/store/desk-begun.ts';
import { storePath } from '../../src/runtime/store/kept-store.ts';
import { RunFold, type WrittenRecord } from '../../src/runtime/store/run-fold.ts';
import { readDeskStore } from '../../src/store/desk/desk-store.ts';
import { DESK_TABLE_NAMES, type DeskTableName, tableOf } from '../../src/store/desk/desk-tables.ts';
import { lineOf, readJournal } from '../../src/store/journal/journal-text.ts';
import { strategyRun } from './backtest-options.ts';
import { NOON } from './run-script.ts';

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** The first record of a run on the venue's data. */
export function begunRun(name: string, changes: Partial<RunBegun> = {}): RunBegun {
  const heard = { provenance: 'live', heardFrom: 'wss://venue' } as const;
  const run = { name, mode: 'paper', at: NOON as Timestamp } as const;
  return { ...runBegun(run, strategyRun('archive', 'random'), heard), ...changes };
}

/** Appends records to the journal of a run. */
export function journal(root: string, name: string, records: readonly WrittenRecord[]): string {
  const path = runJournalPath(root, name);
  mkdirSync(dirname(path), { recursive: true });
  const had = existsSync(path) ? readJournal(readFileSync(path)).records.length : 0;
  const lines = records.map((record, i) => lineOf(had + i + 1, JSON.stringify(record)));
  appendFileSync(path, lines.join(''));
  return path;
}

/** All that stands in the store, but how far the journals are in it. */
export function storedRows(root: string): Rows {
  return readDeskStore(storePath(root), (db) =>
    Object.fromEntries(
      DESK_TABLE_NAMES.map((name) => {
        const order = ['run', ...tableOf(name).key].join(', ');
        const columns = Object.keys(tableOf(name).columns);
        const shown = columns.filter((column) => column !== 'records' && column !== 'bytes');
        const sql = `SELECT ${shown.join(', ')} FROM ${name} ORDER BY ${order}`;
        return [
          name,
          db
            .prepare(sql)
            .all()
            .map((row) => ({ ...row })),
        ];
      }),
    ),
  );
}

/** What a fold makes of the records of a run, table by table; folded in pieces of so many. */
export function foldedRows([begun, ...rest]: readonly WrittenRecord[], piece = Infinity): Rows {
  const fold = new RunFold(begun as DeskBegun);
  const tables = new Map(DESK_TABLE_NAMES.map((name) => [name, new Map<string, object>()]));
  const trades = new Map<string, readonly object[]>();
  const write = () => {
    const changes = fold.changes();
    for (const { table, row } of changes.rows) {
      const key = tableOf(table).key.map((column) => row[column]);
      tables.get(table)?.set(JSON.stringify(key), { ...row });
    }
    for (const [market, rows] of changes.trades) trades.set(market, rows);
    fold.written();
  };
  for (const [i, record] of rest.entries()) {
    fold.take(record);
    if ((i + 1) % piece === 0) write();
  }
  write();
  tables.set('trade', new Map([...trades.values()].flat().map((row, i) => [`${i}`, row])));
  return Object.fromEntries([...tables].map(([name, rows]) => [name, whole(name, rows)]));
}

/** Each row with all its columns, in the order of the store. */
function whole(name: DeskTableName, rows: ReadonlyMap<string, object>) {
  const { columns, key } = tableOf(name);
  const names = Object.keys(columns).filter((column) => column !== 'records' && column !== 'bytes');
  const made = [...rows.values()].map((row) => {
    const cells = row as Readonly<Record<string, unknown>>;
    return Object.fromEntries(names.map((column) => [column, cells[column] ?? null]));
  });
  const order = (a: (typeof made)[number], b: typeof a) => {
    const differs = key.find((column) => a[column] !== b[column]) ?? 'run';
    return (a[differs] as string) < (b[differs] as string) ? -1 : 1;
  };
  return made.sort(order);
}
