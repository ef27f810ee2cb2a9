import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportReport, importRecording } from '../src/archive/import-recording.ts';
import { feedWire } from '../src/feeds/wire/feed-wire.ts';
import { polymarketWire } from '../src/polymarket/wire/wire.ts';
import { RECIPE_FILE, type TapeRecipe, tapeImporter } from './tape-importer.ts';

/** Calls `use` with a new folder, which is gone afterwards whatever happens. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'polydesk-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a made-up archive into `folder` with the real importer and writer; returns its root. */
export async function writeArchive(folder: string, recipe: TapeRecipe): Promise<ImportReport> {
  const input = join(folder, RECIPE_FILE);
  await writeFile(input, JSON.stringify(recipe));
  return importRecording({
    input,
    root: archiveIn(folder),
    importers: [tapeImporter],
    wire: polymarketWire,
    feeds: feedWire,
  });
}

export function archiveIn(folder: string): string {
  return join(folder, 'archive');
}
