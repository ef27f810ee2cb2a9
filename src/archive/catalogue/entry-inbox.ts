import { appendFile, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { type CatalogueEntry, lineOf, type RefusedEntry } from './catalogue-entry.ts';

const NEWLINE = 10;
const CHUNK = 65_536;

/**
 * Rows on the disk that are not in the tables yet, a line each: once a page is written here, a
 * program that is killed has not lost it.
 */
export class EntryInbox {
  readonly path: string;
  #waiting: string[] = [];
  #bytes: number;

  private constructor(path: string, bytes: number) {
    this.path = path;
    this.#bytes = bytes;
  }

  /** Cuts off the line that was being written when an earlier run was killed. */
  static async open(root: string, path: string): Promise<EntryInbox> {
    await makeFolder(root, dirname(path));
    return new EntryInbox(path, await cutTail(path));
  }

  /** On the disk. */
  get bytes(): number {
    return this.#bytes;
  }

  add(entries: readonly (CatalogueEntry | RefusedEntry)[]): void {
    for (const entry of entries) this.#waiting.push(`${lineOf(entry)}\n`);
  }

  /** Resolves when everything added is on the disk. @throws Error when the disk fails. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    await appendFile(this.path, text, { flush: true });
    this.#bytes += Buffer.byteLength(text);
  }

  /** Its rows are in the tables. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true });
    this.#bytes = 0;
  }
}

/** Returns the bytes that are left: those of whole lines. */
async function cutTail(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size === 0) return 0;
  const file = await open(path, 'r+');
  try {
    for (let end = size; end > 0; end -= CHUNK) {
      const from = Math.max(0, end - CHUNK);
      const { buffer } = await file.read({ position: from, buffer: Buffer.alloc(end - from) });
      const last = buffer.lastIndexOf(NEWLINE);
      if (last < 0) continue;
      const whole = from + last + 1;
      if (whole < size) await file.truncate(whole);
      return whole;
    }
    await file.truncate(0);
    return 0;
  } finally {
    await file.close();
  }
}
