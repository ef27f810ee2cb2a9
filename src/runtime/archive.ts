import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveInfo, type DatasetInfo } from '../archive/archive-info.ts';
import { Duck } from '../archive/duck.ts';
import type { ImportProgress, ImportReport } from '../archive/import-recording.ts';
import { importUndamaged, type UndamagedImport } from '../archive/import-undamaged.ts';
import { IMPORTERS } from '../archive/importers/registry.ts';
import type { Manifest } from '../archive/manifest.ts';
import { openDatasets } from '../archive/open-datasets.ts';
import { verifyArchive } from '../archive/verify-archive.ts';
import type { VerifyReport } from '../archive/verify-findings.ts';
import { feedWire } from '../feeds/wire/feed-wire.ts';
import { polymarketWire } from '../polymarket/wire/wire.ts';

export type { DatasetInfo, ImportReport, Manifest, UndamagedImport, VerifyReport };

/** Brings what can be read of a recording into the archive at `root`, or finishes doing so. */
export function importInto(
  root: string,
  input: string,
  name: string | undefined,
  onProgress: (progress: ImportProgress) => void,
): Promise<UndamagedImport> {
  const importers = IMPORTERS;
  const wires = { wire: polymarketWire, feeds: feedWire };
  return importUndamaged({ input, root, importers, ...wires, name, onProgress });
}

/**
 * What the datasets of an archive hold, by name; only `names` when given.
 * @throws ArchiveError when the folder is no archive, a name is not in it, or one is unfinished.
 */
export function describeArchive(
  root: string,
  names: readonly string[] | undefined,
): Promise<readonly DatasetInfo[]> {
  return archiveInfo(root, names);
}

/**
 * Reads every row again and says what is not as it was written; damage is reported, not thrown.
 * @throws ArchiveError as describeArchive does.
 */
export function verifyDatasets(
  root: string,
  names: readonly string[] | undefined,
  onFile: (dataset: string, done: number, files: number) => void,
): Promise<readonly VerifyReport[]> {
  return verifyArchive(root, names, ({ dataset, done, files }) => onFile(dataset, done, files));
}

/** A dataset and those of its files that are missing or cut off, judged by their ends alone. */
export type QuickLook = { readonly manifest: Manifest; readonly damaged: readonly string[] };

/** A look at every file's end: quick, no proof. @throws ArchiveError as describeArchive does. */
export async function glanceAt(root: string): Promise<readonly QuickLook[]> {
  const looks: QuickLook[] = [];
  for (const { folder, manifest } of await openDatasets(root)) {
    const damaged: string[] = [];
    for (const { path } of manifest.files) {
      if (!(await endsAsParquet(join(folder, path)))) damaged.push(path);
    }
    looks.push({ manifest, damaged });
  }
  return looks;
}

/** The last bytes of every Parquet file. */
const MAGIC = 'PAR1';

async function endsAsParquet(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { size } = await file.stat();
    if (size < 2 * MAGIC.length) return false;
    const end = await file.read({ position: size - MAGIC.length, length: MAGIC.length });
    return end.buffer.toString('latin1', 0, end.bytesRead) === MAGIC;
  } finally {
    await file.close();
  }
}

/** Loads the database of the archive and asks for its version, e.g. "v1.5.5". */
export async function databaseVersion(): Promise<string> {
  const duck = await Duck.open();
  try {
    const [row] = await duck.rows('SELECT version() AS version');
    return String(row?.version);
  } finally {
    duck.close();
  }
}
