import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { MANIFEST_FILE, RECEIPTS_FOLDER, WORK_FOLDER } from './layout.ts';
import type { Manifest } from './manifest.ts';
import type { Receipt } from './receipt.ts';

/** The receipts of one dataset and the files that they vouch for. */
export class ReceiptStore {
  readonly #folder: string;

  constructor(datasetFolder: string) {
    this.#folder = datasetFolder;
  }

  /** Of the units that count, in the order in which they were done. */
  async load(): Promise<Receipt[]> {
    const receipts = await this.loadAll();
    const replaced = new Set(receipts.flatMap((receipt) => receipt.replaces ?? []));
    return receipts
      .filter((receipt) => !replaced.has(receipt.unit))
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  /** Also of units that were replaced and whose files are still there for earlier readers. */
  async loadAll(): Promise<Receipt[]> {
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
    return receipts;
  }

  /** The first file of each receipt that is gone or of another size: a look, not a reading. */
  async missingFiles(receipts: readonly Receipt[]): Promise<Map<Receipt, string>> {
    const missing = new Map<Receipt, string>();
    for (const receipt of receipts) {
      for (const { path, bytes } of receipt.files) {
        const found = await stat(join(this.#folder, path)).catch(() => undefined);
        if (found?.size === bytes) continue;
        missing.set(receipt, path);
        break;
      }
    }
    return missing;
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

  /**
   * Removes other receipts, and files that neither a receipt nor the manifest, as it stands,
   * vouches for: whoever opened the dataset reads by the manifest. Receipts of units that were
   * replaced stay as long as their files.
   */
  async sweep(receipts: readonly Receipt[]): Promise<void> {
    await rm(join(this.#folder, WORK_FOLDER), { recursive: true, force: true });
    const manifest = await this.manifest();
    const replaced = new Set(receipts.flatMap((receipt) => receipt.replaces ?? []));
    const kept = [
      ...receipts.map((receipt) => receipt.unit),
      ...(manifest.units ?? []).filter((unit) => replaced.has(unit)),
    ];
    const units = new Set(kept.map((unit) => `${unit}.json`));
    const notes = join(this.#folder, RECEIPTS_FOLDER);
    for (const name of await readdir(notes).catch(() => [])) {
      if (!units.has(name)) await rm(join(notes, name), { force: true });
    }
    const files = [manifest, ...receipts].flatMap((one) => one.files ?? []);
    await this.#sweepFiles(new Set(files.map((file) => file.path)));
  }

  async #sweepFiles(vouched: ReadonlySet<string>): Promise<void> {
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

  /** As it stands, of any layout; empty when it cannot be read, for then nobody reads by it. */
  async manifest(): Promise<Partial<Manifest>> {
    const text = await readFile(join(this.#folder, MANIFEST_FILE), 'utf8').catch(() => '{}');
    try {
      return JSON.parse(text) as Partial<Manifest>;
    } catch {
      return {};
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
