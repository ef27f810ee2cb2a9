import { join } from 'node:path';
import type { Duck } from './duck.ts';
import type { FileRecord } from './receipt.ts';
import { RowsHash } from './rows-hash.ts';
import { RowsSum } from './rows-sum.ts';
import { hashReferences, storedEvents } from './stored-rows.ts';

/** What a data file holds, read to its end. */
export type FileContent = Pick<FileRecord, 'rows' | 'sha256' | 'sum'>;

/** `file.markets` must be those that the file's rows speak of. */
export async function contentOf(
  duck: Duck,
  folder: string,
  file: Pick<FileRecord, 'path' | 'table' | 'markets'>,
  slugOf: (market: number) => string,
): Promise<FileContent> {
  const path = join(folder, file.path);
  if (file.table === 'references') return hashReferences(duck, path);
  const hash = new RowsHash(file.markets);
  const sum = new RowsSum(slugOf);
  let rows = 0;
  for await (const tape of storedEvents(duck, path)) {
    hash.add(tape, 0, tape.length);
    sum.add(tape, 0, tape.length);
    rows += tape.length;
  }
  return { rows, sha256: hash.digest(), sum: sum.text };
}

/** Whether the file holds what was written; false also when it cannot be read. */
export async function isAsWritten(
  duck: Duck,
  folder: string,
  file: FileRecord,
  slugOf: (market: number) => string,
): Promise<boolean> {
  try {
    const { rows, sha256, sum } = await contentOf(duck, folder, file, slugOf);
    return rows === file.rows && sha256 === file.sha256 && sum === file.sum;
  } catch {
    return false;
  }
}
