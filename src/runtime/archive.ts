import { Duck } from '../archive/duck.ts';
import {
  type ImportProgress,
  type ImportReport,
  importRecording,
} from '../archive/import-recording.ts';
import { IMPORTERS } from '../archive/importers/registry.ts';
import type { Manifest } from '../archive/manifest.ts';
import { openDatasets } from '../archive/open-datasets.ts';
import { polymarketWire } from '../polymarket/wire/wire.ts';

export type { ImportReport, Manifest };

/** Brings a recording into the archive at `root`, or finishes doing so. */
export function importInto(
  root: string,
  input: string,
  name: string | undefined,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const importers = IMPORTERS;
  return importRecording({ input, root, importers, wire: polymarketWire, name, onProgress });
}

/**
 * What is known of the datasets of an archive, by name; only `names` when given.
 * @throws ArchiveError when the folder is no archive, a name is not in it, or one is unfinished.
 */
export async function readDatasets(
  root: string,
  names: readonly string[] | undefined,
): Promise<readonly Manifest[]> {
  return (await openDatasets(root, names)).map(({ manifest }) => manifest);
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
