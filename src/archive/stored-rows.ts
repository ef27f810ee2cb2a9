import type { Tape } from '../domain/tape.ts';
import { type Duck, sqlText } from './duck.ts';
import { ReferenceHash } from './reference-hash.ts';
import { TapeBuffer } from './tape-buffer.ts';

/** The rows of an event file as they stand, a few thousand at a time; read each before the next. */
export async function* storedEvents(duck: Duck, path: string): AsyncGenerator<Tape> {
  const buffer = new TapeBuffer(4096);
  const known = (column: string) =>
    `CASE WHEN ${column} IS NULL THEN 'nan'::DOUBLE ELSE ${column}::DOUBLE END`;
  const query = `SELECT ${known('ts_init')}, ${known('ts_event')}, coalesce(size, -1)::DOUBLE,
    market, price, token, kind, side, flags
    FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`;
  for await (const vectors of duck.vectors(query)) {
    buffer.clear();
    buffer.append(vectors, true);
    yield buffer.tape;
  }
}

/** What a file of reference prices holds. */
export async function hashReferences(
  duck: Duck,
  path: string,
): Promise<{ readonly rows: number; readonly sha256: string; readonly sum: string }> {
  const hash = new ReferenceHash();
  let rows = 0;
  const query = `SELECT feed, ts_event::DOUBLE, ts_init::DOUBLE, price::DOUBLE, text
    FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`;
  for await (const { rows: count, column: columns } of duck.columns(query)) {
    const [feed, tsEvent, tsInit, price, text] = columns;
    for (let i = 0; i < count; i++) {
      const times = [tsEvent, tsInit].map((column) => Number(column?.[i] ?? Number.NaN));
      const [event = Number.NaN, init = Number.NaN] = times;
      hash.add(String(feed?.[i]), event, init, Number(price?.[i]), String(text?.[i]));
    }
    rows += count;
  }
  return { rows, sha256: hash.digest(), sum: hash.sum };
}
