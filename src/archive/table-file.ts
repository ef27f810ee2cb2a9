import { rename } from 'node:fs/promises';
import type { DuckDBAppender } from '@duckdb/node-api';
import { ArchiveError } from './archive-error.ts';
import { type Duck, sqlText } from './duck.ts';
import { StoredRow } from './stored-row.ts';

/** A value of a small table: text, a safe integer, or nothing. */
export type Cell = string | number | undefined;

/** Column names and types, in order. */
export type Columns = Readonly<Record<string, 'VARCHAR' | 'BIGINT'>>;

/** Writes a small table as one Parquet file that is there whole or not at all. */
export async function writeTable(
  duck: Duck,
  path: string,
  columns: Columns,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const declared = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE small (${declared.join(', ')})`);
  const appender = await duck.connection.createAppender('small');
  for (const row of rows) {
    for (const cell of row) appendCell(appender, cell);
    appender.endRow();
  }
  appender.closeSync();
  const temporary = `${path}.tmp`;
  await duck.run(
    `COPY (SELECT * FROM small ORDER BY rowid) TO ${sqlText(temporary)}
     (FORMAT parquet, COMPRESSION zstd)`,
  );
  await rename(temporary, path);
}

function appendCell(appender: DuckDBAppender, cell: Cell): void {
  if (cell === undefined) appender.appendNull();
  else if (typeof cell === 'string') appender.appendVarchar(cell);
  else appender.appendBigInt(BigInt(cell));
}

/**
 * Reads back what {@link writeTable} wrote, in the order of the columns `key`; of all rows, or of
 * those for which the SQL condition `where` holds.
 * @throws ArchiveError archive_damaged when the file cannot be read or lacks a column.
 */
export async function readTable(
  duck: Duck,
  path: string,
  columns: Columns,
  key: readonly string[],
  where = 'true',
): Promise<StoredRow[]> {
  const source = `read_parquet(${sqlText(path)})`;
  try {
    const found = await duck.rows(`DESCRIBE SELECT * FROM ${source}`);
    const types = new Map(found.map((row) => [row.column_name, row.column_type]));
    for (const [name, type] of Object.entries(columns)) checkColumn(path, name, type, types);
    const order = key.map((name) => `"${name}"`).join(', ');
    const rows = await duck.rows(`SELECT * FROM ${source} WHERE ${where} ORDER BY ${order}`);
    return rows.map((row, i) => new StoredRow(row, path, i + 1));
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('archive_damaged', `${path} cannot be read: import again`, cause);
  }
}

function checkColumn(
  path: string,
  name: string,
  type: Columns[string],
  found: ReadonlyMap<unknown, unknown>,
): void {
  const told = found.get(name);
  if (told === type) return;
  const fault =
    told === undefined ? `has no column "${name}"` : `column "${name}" is ${told}, not ${type}`;
  throw new ArchiveError('archive_damaged', `${path}: ${fault}: import again`);
}
