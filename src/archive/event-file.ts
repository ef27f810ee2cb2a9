import { DOUBLE, type DuckDBAppender, DuckDBDataChunk, INTEGER, UTINYINT } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { type Duck, sqlText } from './duck.ts';
import type { RowColumns } from './rows-hash.ts';

/** Rows in one DuckDB vector. */
const VECTOR = 2048;
/** Rows of a column chunk in a file: small enough to be skipped by time, large enough to pack. */
export const ROW_GROUP = 245_760;

/** How event rows are packed, for COPY. */
export const EVENT_FORMAT = `(FORMAT parquet, PARQUET_VERSION V2, COMPRESSION lz4_raw,
  ROW_GROUP_SIZE ${ROW_GROUP})`;

const STAGE = `CREATE OR REPLACE TEMP TABLE stage (ts_event DOUBLE, ts_init DOUBLE, market INTEGER,
  token UTINYINT, kind UTINYINT, side UTINYINT, flags UTINYINT, price INTEGER, size DOUBLE)`;
const STAGE_TYPES = [
  DOUBLE,
  DOUBLE,
  INTEGER,
  UTINYINT,
  UTINYINT,
  UTINYINT,
  UTINYINT,
  INTEGER,
  DOUBLE,
];

/**
 * Writes rows [from, to) as one Parquet file. Their `seq` counts up from `firstSeq`. Unknown times
 * and sizes become NULL. Single-threaded by nature: the file's rows keep their order.
 */
export async function writeEventFile(
  duck: Duck,
  path: string,
  rows: RowColumns,
  from: number,
  to: number,
  firstSeq: number,
  provenance: string,
): Promise<void> {
  await duck.run(STAGE);
  const appender = await duck.connection.createAppender('stage');
  append(appender, rows, from, to);
  appender.closeSync();
  await duck.run(`COPY (
    SELECT CASE WHEN isnan(ts_event) THEN NULL ELSE ts_event::BIGINT END AS ts_event,
      CASE WHEN isnan(ts_init) THEN NULL ELSE ts_init::BIGINT END AS ts_init,
      rowid + ${firstSeq} AS seq, market, token, kind, side, price,
      CASE WHEN size < 0 THEN NULL ELSE size::BIGINT END AS size, flags,
      ${sqlText(provenance)} AS provenance
    FROM stage ORDER BY rowid
  ) TO ${sqlText(path)} ${EVENT_FORMAT}`);
}

function append(appender: DuckDBAppender, rows: RowColumns, from: number, to: number): void {
  const columns = [
    rows.tsEvent,
    rows.tsInit,
    rows.market,
    rows.outcome,
    rows.kind,
    rows.side,
    rows.flags,
    rows.price,
    rows.size,
  ];
  for (let start = from; start < to; start += VECTOR) {
    const count = Math.min(VECTOR, to - start);
    const chunk = DuckDBDataChunk.create(STAGE_TYPES, count);
    for (const [i, column] of columns.entries()) {
      const width = column.BYTES_PER_ELEMENT;
      duckdb.copy_data_to_vector(
        duckdb.data_chunk_get_vector(chunk.chunk, i),
        0,
        column.buffer as ArrayBuffer,
        column.byteOffset + start * width,
        count * width,
      );
    }
    appender.appendDataChunk(chunk);
  }
}
