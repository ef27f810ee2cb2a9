// The 5-minute books of April 2026, in the order in which they were received.
import { join } from 'node:path';
import { Duck, sqlText } from '../../src/archive/duck.ts';
import type { TimedText } from './recorded-frames.ts';

/** Frames of ten busy minutes: some 40 MB, so that no day is ever held at once. */
const STRETCH_S = 600;

/** Unix seconds, `to` excluded. */
export type Stretch = { readonly from: number; readonly to: number };

/** Read with its own connection and a stretch at a time, whoever takes the frames, however fast. */
export async function* recordedBooks(folder: string, { from, to }: Stretch = EVER) {
  const duck = await Duck.open();
  try {
    const files = `read_parquet(${sqlText(join(folder, '*.parquet'))})`;
    const wanted = (a: number, b: number) => `"timestamp" >= ${a} AND "timestamp" < ${b}`;
    const starts = await duck.rows(`SELECT DISTINCT
      (floor("timestamp" / ${STRETCH_S}) * ${STRETCH_S})::INTEGER AS start
      FROM ${files} WHERE ${wanted(from, to)} ORDER BY start`);
    for (const { start } of starts) {
      const begin = Math.max(Number(start), from);
      const end = Math.min(Number(start) + STRETCH_S, to);
      const rows = await duck.rows(`SELECT "timestamp" * 1000 AS ms, raw_data
        FROM ${files} WHERE ${wanted(begin, end)} ORDER BY "timestamp", slug, asset_id`);
      for (const { ms, raw_data } of rows) {
        yield { text: String(raw_data), at: Number(ms) } satisfies TimedText;
      }
    }
  } finally {
    duck.close();
  }
}

const EVER: Stretch = { from: 0, to: 4e9 };

/** The tokens whose books are in a stretch. */
export async function tokensRecorded(
  folder: string,
  { from, to }: Stretch = EVER,
): Promise<string[]> {
  const duck = await Duck.open();
  try {
    const rows = await duck.rows(`SELECT DISTINCT asset_id
      FROM read_parquet(${sqlText(join(folder, '*.parquet'))})
      WHERE "timestamp" >= ${from} AND "timestamp" < ${to} ORDER BY asset_id`);
    return rows.map(({ asset_id }) => String(asset_id));
  } finally {
    duck.close();
  }
}
