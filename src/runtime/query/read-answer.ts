import { DuckDBTypeId } from '@duckdb/node-api';
import type { Duck } from '../../archive/duck.ts';

export type AnswerColumn = { readonly name: string; readonly isNumber: boolean };

/** A value as JSON has it: decimals and what is too large for a number are text. */
export type AnswerCell = unknown;

export type Answer = {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly AnswerCell[])[];
  /** Rows that there are beside those. */
  readonly left: number;
};

const WHOLE: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
]);
const NUMBERS: ReadonlySet<DuckDBTypeId> = new Set([
  ...WHOLE,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);

/** Runs a query, keeps so many rows and counts the others. */
export async function readAnswer({ connection }: Duck, sql: string, most: number): Promise<Answer> {
  const result = await connection.stream(sql);
  const types = result.columnTypes();
  const names = result.columnNames();
  const rows: AnswerCell[][] = [];
  let left = 0;
  for await (const chunk of result.yieldRowsJson()) {
    const wanted = chunk.slice(0, Math.max(0, most - rows.length));
    for (const row of wanted) {
      rows.push(row.map((cell, i) => numberOf(cell, types[i]?.typeId)));
    }
    left += chunk.length - wanted.length;
  }
  const columns = names.map((name, i) => ({ name, isNumber: isNumber(types[i]?.typeId) }));
  return { columns, rows, left };
}

function isNumber(type: DuckDBTypeId | undefined): boolean {
  return type !== undefined && NUMBERS.has(type);
}

/** Whole numbers come as text; where they count exactly they are told as numbers. */
function numberOf(cell: unknown, type: DuckDBTypeId | undefined): unknown {
  if (typeof cell !== 'string' || type === undefined || !WHOLE.has(type)) return cell;
  const value = Number(cell);
  return Number.isSafeInteger(value) ? value : cell;
}
