import type { DuckDBAppender } from '@duckdb/node-api';
import type { Duck } from '../../archive/duck.ts';
import { readDeskStore } from '../../store/desk/desk-store.ts';
import {
  type ColumnKind,
  DESK_TABLE_NAMES,
  type DeskTableName,
  tableOf,
} from '../../store/desk/desk-tables.ts';

/** What stands in the store: integers, as there. */
const STORED: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  json: 'VARCHAR',
  integer: 'BIGINT',
  amount: 'BIGINT',
  time: 'BIGINT',
  real: 'DOUBLE',
};

const SHOWN: Readonly<Record<ColumnKind, (column: string) => string>> = {
  text: (column) => column,
  json: (column) => `${column}::JSON`,
  integer: (column) => column,
  amount: (column) => `(${column} / 1e6)::DECIMAL(18, 6)`,
  time: (column) => `make_timestamp(${column})`,
  real: (column) => column,
};

/**
 * Makes the views of these names with what the store has now, read in one transaction; without
 * rows where `path` is undefined: there is no store. @throws StoreError
 */
export async function loadStore(
  duck: Duck,
  path: string | undefined,
  views: readonly string[],
): Promise<void> {
  const tables = DESK_TABLE_NAMES.filter((table) => views.includes(tableOf(table).view));
  for (const table of tables) await duck.run(tableSql(table));
  if (path !== undefined && tables.length > 0) await fill(duck, path, tables);
  for (const table of tables) await duck.run(viewSql(table));
}

async function fill(duck: Duck, path: string, tables: readonly DeskTableName[]): Promise<void> {
  const appenders = new Map<DeskTableName, DuckDBAppender>();
  for (const table of tables) {
    appenders.set(table, await duck.connection.createAppender(storedName(table)));
  }
  readDeskStore(path, (db) => {
    for (const [table, appender] of appenders) {
      const kinds = Object.values(tableOf(table).columns);
      const names = Object.keys(tableOf(table).columns);
      const rows = db.prepare(`SELECT ${names.join(', ')} FROM ${table}`);
      for (const row of rows.iterate()) {
        for (const [i, kind] of kinds.entries()) append(appender, kind, row[names[i] as string]);
        appender.endRow();
      }
      appender.closeSync();
    }
  });
}

function append(appender: DuckDBAppender, kind: ColumnKind, value: unknown): void {
  if (value === null) appender.appendNull();
  else if (kind === 'text' || kind === 'json') appender.appendVarchar(String(value));
  else if (kind === 'real') appender.appendDouble(Number(value));
  else appender.appendBigInt(BigInt(value as number));
}

/** No view has such a name. */
function storedName(table: DeskTableName): string {
  return `stored_${table}`;
}

function tableSql(table: DeskTableName): string {
  const columns = Object.entries(tableOf(table).columns);
  const declared = columns.map(([column, kind]) => `${column} ${STORED[kind]}`);
  return `CREATE TABLE ${storedName(table)} (${declared.join(', ')})`;
}

function viewSql(table: DeskTableName): string {
  const { view, columns } = tableOf(table);
  const shown = Object.entries(columns).map(([column, kind]) => `${SHOWN[kind](column)} ${column}`);
  const aliased = shown.map((one) => one.replace(/ (\w+)$/, ' AS $1'));
  return `CREATE VIEW ${view} AS SELECT ${aliased.join(', ')} FROM ${storedName(table)}`;
}
