import { join } from 'node:path';
import type { Duck } from './duck.ts';
import type { FileRecord } from './receipt.ts';
import { RowsHash } from './rows-hash.ts';
import { hashReferences, storedEvents } from './stored-rows.ts';

/** What a data file holds, read to its end. */
export type FileContent = Pick<FileRecord, 'rows' | 'sha256'>;

/** `file.markets` must be those that the file's rows speak of. */
export async function contentOf(
  duck: Duck,
  folder: string,
  file: Pick<FileRecord, 'path' | 'table' | 'markets'>,
): Promise<FileContent> {
  const path = join(folder, file.path);
  if (file.table === 'references') return hashReferences(duck, path);
  const hash = new RowsHash(file.markets);
  let rows = 0;
  for await (const tape of storedEvents(duck, path)) {
    hash.add(tape, 0, tape.length);
    rows += tape.length;
  }
  return { rows, sha256: hash.digest() };
}

/** Whether the file holds what was written; false also when it cannot be read. */
export async function isAsWritten(duck: Duck, folder: string, file: FileRecord): Promise<boolean> {
  try {
    const { rows, sha256 } = await contentOf(duck, folder, file);
    return rows === file.rows && sha256 === file.sha256;
  } catch {
    return false;
  }
}
