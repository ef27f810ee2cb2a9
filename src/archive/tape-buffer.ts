import type { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Tape } from '../domain/tape.ts';
import { ColumnGatherer } from './gather-columns.ts';
import type { Stretches } from './merge-runs.ts';

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
};

/** What may be said anew of a row; its times, market and outcome stay. */
type MadeOf = {
  readonly kind: number;
  readonly side: number;
  readonly price: number;
  readonly size: number;
  readonly flags: number;
};

/**
 * Rows of a query as a tape, copied vector by vector from DuckDB's memory, never row by row. The
 * arrays are reused from one piece of time to the next.
 */
export class TapeBuffer {
  length = 0;
  #arrays: Arrays;

  constructor(capacity: number) {
    this.#arrays = blank(capacity);
  }

  /** A view of what is held; valid until the buffer changes. */
  get tape(): Tape {
    return { length: this.length, ...this.#arrays };
  }

  clear(): void {
    this.length = 0;
  }

  /**
   * Appends a vector of each column, without NULLs: the clock (DOUBLE), where `hasVenueTime` the
   * venue's time (DOUBLE, else it is the clock), size (DOUBLE), market and price (INTEGER), token,
   * kind, side and flags (UTINYINT).
   */
  append(chunk: DuckDBDataChunk, hasVenueTime: boolean): void {
    const rows = chunk.rowCount;
    if (this.length + rows > this.#arrays.kind.length) this.#grow(this.length + rows);
    const to = this.length;
    const a = this.#arrays;
    let column = 0;
    const doubles = (into: Float64Array) => {
      const bytes = bytesOf(chunk, column++, rows * 8);
      into.set(new Float64Array(bytes.buffer, bytes.byteOffset, rows), to);
    };
    doubles(a.tsInit);
    if (hasVenueTime) doubles(a.tsEvent);
    else a.tsEvent.set(a.tsInit.subarray(to, to + rows), to);
    doubles(a.size);
    for (const into of [a.market, a.price]) {
      const bytes = bytesOf(chunk, column++, rows * 4);
      into.set(new Int32Array(bytes.buffer, bytes.byteOffset, rows), to);
    }
    for (const into of [a.outcome, a.kind, a.side, a.flags]) {
      into.set(bytesOf(chunk, column++, rows), to);
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
  }

  /** Takes the rows from `start` on out, as a tape of their own. */
  cut(start: number): Tape {
    const rows = blank(this.length - start);
    for (const name of Object.keys(rows) as (keyof Arrays)[]) {
      rows[name].set(this.#arrays[name].subarray(start, this.length));
    }
    const length = this.length - start;
    this.length = start;
    return { length, ...rows };
  }

  /** Appends a row of another tape, or what was made of it. */
  push(from: Tape, row: number, made: Partial<MadeOf> = {}): void {
    if (this.length === this.#arrays.kind.length) this.#grow(this.length + 1);
    const to = this.length++;
    const a = this.#arrays;
    a.tsInit[to] = from.tsInit[row] ?? 0;
    a.tsEvent[to] = from.tsEvent[row] ?? 0;
    a.market[to] = from.market[row] ?? 0;
    a.outcome[to] = from.outcome[row] ?? 0;
    a.size[to] = made.size ?? from.size[row] ?? 0;
    a.price[to] = made.price ?? from.price[row] ?? 0;
    a.kind[to] = made.kind ?? from.kind[row] ?? 0;
    a.side[to] = made.side ?? from.side[row] ?? 0;
    a.flags[to] = made.flags ?? from.flags[row] ?? 0;
  }

  /** Takes the rows of `source`, one stretch after the other. */
  gather(source: TapeBuffer, stretches: Stretches): void {
    const { length } = source;
    if (length > this.#arrays.kind.length) this.#arrays = blank(source.#arrays.kind.length);
    const from = source.#arrays;
    const to = this.#arrays;
    const gatherer = new ColumnGatherer(stretches);
    for (const name of ['tsInit', 'tsEvent', 'size'] as const) {
      gatherer.doubles(from[name], to[name]);
    }
    for (const name of ['market', 'price'] as const) gatherer.integers(from[name], to[name]);
    for (const name of ['outcome', 'kind', 'side', 'flags'] as const) {
      gatherer.bytes(from[name], to[name]);
    }
    this.length = length;
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
  };
}

/** The values of a column without NULLs, where DuckDB keeps them; copy before the next chunk. */
function bytesOf(chunk: DuckDBDataChunk, column: number, bytes: number): Uint8Array {
  return duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk.chunk, column), bytes);
}
