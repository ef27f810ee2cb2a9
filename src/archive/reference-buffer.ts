import { stat } from 'node:fs/promises';
import { type Duck, sqlText } from './duck.ts';
import type { FileRecord } from './receipt.ts';
import { ReferenceHash } from './reference-hash.ts';

/** How reference prices are packed, for COPY. */
export const REFERENCE_FORMAT = '(FORMAT parquet, COMPRESSION zstd)';

/** Reference prices of one unit, waiting to be written. */
export class ReferenceBuffer {
  readonly #feeds: string[] = [];
  readonly #tsEvent: number[] = [];
  readonly #tsInit: number[] = [];
  readonly #price: number[] = [];
  readonly #text: string[] = [];

  get length(): number {
    return this.#feeds.length;
  }

  push(feed: string, tsEvent: number, tsInit: number, price: number, text: string): void {
    this.#feeds.push(feed);
    this.#tsEvent.push(tsEvent);
    this.#tsInit.push(tsInit);
    this.#price.push(price);
    this.#text.push(text);
  }

  /** Writes all rows in the order of `clock` to `path` and forgets them. */
  async write(
    duck: Duck,
    path: string,
    name: string,
    clock: 'tsEvent' | 'tsInit',
    firstSeq: number,
    provenance: string,
  ): Promise<FileRecord> {
    const times = clock === 'tsEvent' ? this.#tsEvent : this.#tsInit;
    const order = Array.from(times.keys()).sort(
      (a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b,
    );
    await duck.run(`CREATE OR REPLACE TEMP TABLE prints
      (feed VARCHAR, ts_event DOUBLE, ts_init DOUBLE, price DOUBLE, text VARCHAR)`);
    const appender = await duck.connection.createAppender('prints');
    const hash = new ReferenceHash();
    for (const i of order) {
      const feed = this.#feeds[i] ?? '';
      const text = this.#text[i] ?? '';
      appender.appendVarchar(feed);
      appender.appendDouble(this.#tsEvent[i] ?? Number.NaN);
      appender.appendDouble(this.#tsInit[i] ?? Number.NaN);
      appender.appendDouble(this.#price[i] ?? Number.NaN);
      appender.appendVarchar(text);
      appender.endRow();
      const [tsEvent = Number.NaN, tsInit = Number.NaN] = [this.#tsEvent[i], this.#tsInit[i]];
      hash.add(feed, tsEvent, tsInit, this.#price[i] ?? Number.NaN, text);
    }
    appender.closeSync();
    await duck.run(`COPY (
      SELECT feed, CASE WHEN isnan(ts_event) THEN NULL ELSE ts_event::BIGINT END AS ts_event,
        CASE WHEN isnan(ts_init) THEN NULL ELSE ts_init::BIGINT END AS ts_init,
        rowid + ${firstSeq} AS seq, price::BIGINT AS price, text,
        ${sqlText(provenance)} AS provenance
      FROM prints ORDER BY rowid
    ) TO ${sqlText(path)} ${REFERENCE_FORMAT}`);
    const record: FileRecord = {
      path: name,
      table: 'references',
      markets: [],
      rows: order.length,
      bytes: (await stat(path)).size,
      from: times[order[0] ?? 0] ?? Number.NaN,
      to: times[order[order.length - 1] ?? 0] ?? Number.NaN,
      sha256: hash.digest(),
      sum: hash.sum,
    };
    for (const column of [this.#feeds, this.#tsEvent, this.#tsInit, this.#price, this.#text]) {
      column.length = 0;
    }
    return record;
  }
}
