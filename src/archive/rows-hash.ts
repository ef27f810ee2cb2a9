import { createHash, type Hash } from 'node:crypto';

/** Columns that are hashed, in this order: everything but the row's number. */
const HASHED_COLUMNS = [
  'tsEvent',
  'tsInit',
  'market',
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
  readonly market: Int32Array;
  readonly outcome: Uint8Array;
  readonly kind: Uint8Array;
  readonly side: Uint8Array;
  readonly flags: Uint8Array;
  readonly price: Int32Array;
  readonly size: Float64Array;
};

/**
 * SHA-256 over the content of event rows, whatever the pieces they come in: one digest a column,
 * then one over all. It does not depend on Parquet, DuckDB, file names or the numbers of markets:
 * a market counts as its position among the slugs of the file.
 */
export class RowsHash {
  readonly #columns: readonly Hash[] = HASHED_COLUMNS.map(() => createHash('sha256'));
  readonly #positions = new Map<number, number>();

  /** `markets`: the numbers that the file's rows carry, in order of their slugs. */
  constructor(markets: readonly number[]) {
    for (const [position, number] of markets.entries()) this.#positions.set(number, position);
  }

  add(rows: RowColumns, from: number, to: number): void {
    for (const [i, name] of HASHED_COLUMNS.entries()) {
      const column =
        name === 'market' ? this.#located(rows.market, from, to) : rows[name].subarray(from, to);
      // Every machine this runs on is little-endian, and there is one NaN: the one we write.
      const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      this.#columns[i]?.update(bytes);
    }
  }

  #located(market: Int32Array, from: number, to: number): Int32Array {
    const located = new Int32Array(to - from);
    let number = -1;
    let position = -1;
    for (let row = from; row < to; row++) {
      if (market[row] !== number) {
        number = market[row] ?? -1;
        position = this.#positions.get(number) ?? -1;
      }
      located[row - from] = position;
    }
    return located;
  }

  digest(): string {
    const all = createHash('sha256');
    for (const column of this.#columns) all.update(column.digest());
    return all.digest('hex');
  }
}
