import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBValue,
  type JS,
} from '@duckdb/node-api';
import { ArchiveError } from './archive-error.ts';

/** One row of a small answer: numbers, text, booleans, null; BIGINT as bigint. */
export type DuckRow = Readonly<Record<string, JS>>;

/**
 * An in-memory DuckDB for reading and writing files, with bounded memory. Extensions are never
 * fetched: the machine may be offline, and an archive must not depend on a download.
 */
export class Duck {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  static async open(options: { threads?: number; memoryMb?: number } = {}): Promise<Duck> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads ?? 2),
      memory_limit: `${options.memoryMb ?? 2048}MB`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      preserve_insertion_order: 'true',
      // Files stay in the page cache anyway; a second copy would grow with what has been read.
      enable_external_file_cache: 'false',
    });
    return new Duck(instance, await instance.connect());
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** All rows of a small answer. */
  async rows(sql: string): Promise<DuckRow[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJS();
  }

  /**
   * Streams an answer as columns, up to 2,048 rows at a time, in order. BIGINT comes as bigint:
   * cast to DOUBLE in SQL where integers below 2^53 are meant.
   */
  async *columns(sql: string): AsyncGenerator<{ rows: number; column: readonly DuckColumn[] }> {
    for await (const chunk of this.vectors(sql)) {
      yield { rows: chunk.rowCount, column: chunk.getColumns() };
    }
  }

  /** Streams an answer as DuckDB's own vectors; read each before asking for the next. */
  async *vectors(sql: string): AsyncGenerator<DuckDBDataChunk> {
    // Its own connection: another query on the same one would end the stream without a word.
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk;
      }
    } finally {
      connection.closeSync();
    }
  }

  /**
   * Runs a query to its end on other threads and keeps the whole answer outside of the heap:
   * reading it then waits for nothing, which a stream does for every 2,048 rows. Where a connection
   * is idle, the query begins before this returns.
   */
  async held(sql: string): Promise<HeldRows> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    try {
      return new HeldRows(await connection.run(sql));
    } finally {
      this.#idle.push(connection);
    }
  }

  close(): void {
    for (const connection of this.#idle) connection.closeSync();
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/** The answer of a query that has ended. */
export class HeldRows {
  readonly #result: DuckDBMaterializedResult;

  constructor(result: DuckDBMaterializedResult) {
    this.#result = result;
  }

  /** Up to 2,048 rows at a time, in order. */
  *vectors(): Generator<DuckDBDataChunk> {
    for (let chunk = 0; chunk < this.#result.chunkCount; chunk++) {
      yield this.#result.getChunk(chunk);
    }
  }
}

export type DuckColumn = readonly DuckDBValue[];

/** Text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A list of paths for read_parquet and its like. */
export function sqlList(texts: readonly string[]): string {
  return `[${texts.map(sqlText).join(', ')}]`;
}

/** Turns what DuckDB says of an unreadable file into an error that names the file and a remedy. */
export function damaged(file: string, cause: unknown): ArchiveError {
  const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return new ArchiveError(
    'damaged_file',
    `${file} cannot be read: ${said}. Fetch or copy it again, or leave it out of the import.`,
    cause,
    file,
  );
}
