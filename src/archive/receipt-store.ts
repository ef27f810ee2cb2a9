import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { RECEIPTS_FOLDER, WORK_FOLDER } from './layout.ts';
import type { Receipt } from './receipt.ts';

/** The receipts of one dataset and the files that they vouch for. */
export class ReceiptStore {
  readonly #folder: string;

  constructor(datasetFolder: string) {
    this.#folder = datasetFolder;
  }

  /** In the order in which the units were done. */
  async load(): Promise<Receipt[]> {
    const folder = join(this.#folder, RECEIPTS_FOLDER);
    const names = await readdir(folder).catch(() => []);
    const receipts: Receipt[] = [];
    for (const name of names.filter((file) => file.endsWith('.json'))) {
      const text = await readFile(join(folder, name), 'utf8');
      try {
        receipts.push(JSON.parse(text) as Receipt);
      } catch (cause) {
        const fault = `${join(folder, name)} is not JSON: delete it and import again`;
        throw new ArchiveError('archive_damaged', fault, cause);
      }
    }
    const replaced = new Set(receipts.flatMap((receipt) => receipt.replaces ?? []));
    return receipts
      .filter((receipt) => !replaced.has(receipt.unit))
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  /** Empty folder for a unit's files until {@link commit}. */
  async workFolder(unit: string): Promise<string> {
    const folder = join(this.#folder, WORK_FOLDER, unit);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Moves the unit's files to their places, then writes its receipt: from there on it counts. */
  async commit(receipt: Receipt, workFolder: string): Promise<void> {
    for (const file of receipt.files) {
      const target = join(this.#folder, file.path);
      await mkdir(dirname(target), { recursive: true });
      await rename(join(workFolder, file.path), target);
    }
    await writeJson(join(this.#folder, RECEIPTS_FOLDER, `${receipt.unit}.json`), receipt);
    await rm(workFolder, { recursive: true, force: true });
  }

  /** Takes a unit back: first its receipt, then its files. */
  async forget(receipt: Receipt): Promise<void> {
    await rm(join(this.#folder, RECEIPTS_FOLDER, `${receipt.unit}.json`), { force: true });
    for (const file of receipt.files) await rm(join(this.#folder, file.path), { force: true });
  }

  /** Removes what an interrupted import left behind: files that no receipt vouches for. */
  async sweep(receipts: readonly Receipt[]): Promise<void> {
    await rm(join(this.#folder, WORK_FOLDER), { recursive: true, force: true });
    const units = new Set(receipts.map((receipt) => `${receipt.unit}.json`));
    const notes = join(this.#folder, RECEIPTS_FOLDER);
    for (const name of await readdir(notes).catch(() => [])) {
      if (!units.has(name)) await rm(join(notes, name), { force: true });
    }
    const vouched = new Set(receipts.flatMap((receipt) => receipt.files.map((file) => file.path)));
    for (const table of ['events', 'references']) {
      const folder = join(this.#folder, table);
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const name = relative(this.#folder, path).split(sep).join('/');
        if (!vouched.has(name)) await rm(path, { force: true });
      }
    }
  }
}

/** Writes a file that is there whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  await writeFile(temporary, `${JSON.stringify(value, undefined, 1)}\n`, { flush: true });
  await rename(temporary, path);
}
