import { createHash, type Hash } from 'node:crypto';

/** Columns that are hashed, in this order: everything but the market and the row's number. */
const HASHED_COLUMNS = [
  'tsEvent',
  'tsInit',
  'outcome',
  'kind',
  'side',
  'flags',
  'price',
  'size',
] as const;

/** Event rows as columns; views of any length are fine. */
export type RowColumns = {
  readonly tsEvent: Float64Array;
  readonly tsInit: Float64Array;
  readonly outcome: Uint8Array;
  readonly kind: Uint8Array;
  readonly side: Uint8Array;
  readonly flags: Uint8Array;
  readonly price: Int32Array;
  readonly size: Float64Array;
};

/**
 * SHA-256 over the content of event rows, whatever the pieces they come in: one digest a column,
 * then one over all. It does not depend on Parquet, DuckDB or file names.
 */
export class RowsHash {
  readonly #columns: readonly Hash[] = HASHED_COLUMNS.map(() => createHash('sha256'));

  add(rows: RowColumns, from: number, to: number): void {
    for (const [i, name] of HASHED_COLUMNS.entries()) {
      const column = rows[name].subarray(from, to);
      // Every machine this runs on is little-endian, and there is one NaN: the one we write.
      const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      this.#columns[i]?.update(bytes);
    }
  }

  digest(): string {
    const all = createHash('sha256');
    for (const column of this.#columns) all.update(column.digest());
    return all.digest('hex');
  }
}
