import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { LAYOUT_VERSION, MANIFEST_FILE } from './layout.ts';
import type { Manifest } from './manifest.ts';

/** The manifest of a dataset, or undefined when its import never finished. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, MANIFEST_FILE);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch (cause) {
    throw new ArchiveError('archive_damaged', `${path} is not JSON: import again`, cause);
  }
  if (manifest.layoutVersion === LAYOUT_VERSION) return manifest;
  throw new ArchiveError(
    'version_mismatch',
    `${path} has layout ${manifest.layoutVersion}, this program reads ${LAYOUT_VERSION}: ` +
      'import again into an empty folder',
  );
}
