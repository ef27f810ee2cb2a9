import { rename } from 'node:fs/promises';
import type { DuckDBAppender } from '@duckdb/node-api';
import { type Duck, sqlText } from './duck.ts';

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
