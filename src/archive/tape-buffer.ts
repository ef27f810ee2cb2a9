import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Tape } from '../domain/tape.ts';

/** Columns of a query that fills a tape, in this order, with their types in DuckDB. */
export const TAPE_COLUMNS = [
  'clock DOUBLE',
  'ts_event DOUBLE',
  'size DOUBLE',
  'market INTEGER',
  'price INTEGER',
  'token UTINYINT',
  'kind UTINYINT',
  'side UTINYINT',
  'flags UTINYINT',
  'origin UTINYINT',
] as const;

type Arrays = {
  tsInit: Float64Array;
  tsEvent: Float64Array;
  size: Float64Array;
  market: Int32Array;
  price: Int32Array;
  outcome: Uint8Array;
  kind: Uint8Array;
  side: Uint8Array;
  flags: Uint8Array;
  origin: Uint8Array;
};

/**
 * Rows of a query as a tape, copied vector by vector from DuckDB's memory, never row by row. The
 * arrays are reused from one chunk of time to the next.
 */
export class TapeBuffer {
  length = 0;
  #arrays: Arrays;

  constructor(capacity: number) {
    this.#arrays = blank(capacity);
  }

  /** Which dataset, or the tables beside them, each row comes from. */
  get origin(): Uint8Array {
    return this.#arrays.origin;
  }

  /** A view of what is held; valid until the buffer is filled again. */
  get tape(): Tape {
    const { origin: _, ...columns } = this.#arrays;
    return { length: this.length, ...columns };
  }

  clear(): void {
    this.length = 0;
  }

  append(chunk: DuckDBDataChunk): void {
    const rows = chunk.rowCount;
    if (this.length + rows > this.#arrays.kind.length) this.#grow(this.length + rows);
    const to = this.length;
    const a = this.#arrays;
    const doubles = [a.tsInit, a.tsEvent, a.size];
    for (const [i, column] of doubles.entries()) {
      const bytes = bytesOf(chunk, i, rows * 8);
      column.set(new Float64Array(bytes.buffer, bytes.byteOffset, rows), to);
    }
    for (const [i, column] of [a.market, a.price].entries()) {
      const bytes = bytesOf(chunk, 3 + i, rows * 4);
      column.set(new Int32Array(bytes.buffer, bytes.byteOffset, rows), to);
    }
    for (const [i, column] of [a.outcome, a.kind, a.side, a.flags, a.origin].entries()) {
      column.set(bytesOf(chunk, 5 + i, rows), to);
    }
    this.length += rows;
  }

  /** Moves row `from` to `to`, which must not lie behind it. */
  move(from: number, to: number): void {
    const a = this.#arrays;
    a.tsInit[to] = a.tsInit[from] ?? 0;
    a.tsEvent[to] = a.tsEvent[from] ?? 0;
    a.size[to] = a.size[from] ?? 0;
    a.market[to] = a.market[from] ?? 0;
    a.price[to] = a.price[from] ?? 0;
    a.outcome[to] = a.outcome[from] ?? 0;
    a.kind[to] = a.kind[from] ?? 0;
    a.side[to] = a.side[from] ?? 0;
    a.flags[to] = a.flags[from] ?? 0;
    a.origin[to] = a.origin[from] ?? 0;
  }

  #grow(least: number): void {
    const wider = blank(Math.max(least, this.#arrays.kind.length * 2));
    for (const name of Object.keys(wider) as (keyof Arrays)[]) {
      wider[name].set(this.#arrays[name].subarray(0, this.length));
    }
    this.#arrays = wider;
  }
}

function blank(capacity: number): Arrays {
  return {
    tsInit: new Float64Array(capacity),
    tsEvent: new Float64Array(capacity),
    size: new Float64Array(capacity),
    market: new Int32Array(capacity),
    price: new Int32Array(capacity),
    outcome: new Uint8Array(capacity),
    kind: new Uint8Array(capacity),
    side: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    origin: new Uint8Array(capacity),
  };
}

/** The values of a column without NULLs, where DuckDB keeps them; copy before the next chunk. */
function bytesOf(chunk: DuckDBDataChunk, column: number, bytes: number): Uint8Array {
  return duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, column), bytes);
}
