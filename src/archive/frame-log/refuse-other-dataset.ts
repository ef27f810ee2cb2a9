import { ArchiveError } from '../archive-error.ts';
import { refuseOtherFacts, refuseOtherMaker } from '../dataset-intake.ts';
import { frameLogs, logFacts } from '../importers/frame-logs.ts';
import { readManifest } from '../manifest-file.ts';
import { type BeginNote, LOG_VERSION } from './recorder-note.ts';

/**
 * Whether a recording could ever be taken into the dataset in `folder`: asked before anything is
 * heard, by the manifest alone. A dataset that is damaged may be mended, and is no reason to hear
 * nothing. @throws ArchiveError version_mismatch or other_facts.
 */
export async function refuseOtherDataset(
  folder: string,
  { dataset, provenance, heardFrom }: Omit<BeginNote, 'version'>,
): Promise<void> {
  const facts = logFacts({ version: LOG_VERSION, dataset, provenance, heardFrom });
  const manifest = await readManifest(folder).catch((error: unknown) => {
    if (error instanceof ArchiveError && error.code === 'archive_damaged') return undefined;
    throw error;
  });
  if (manifest === undefined) return;
  refuseOtherMaker([{ importer: manifest.importer.name }], frameLogs.name, dataset);
  refuseOtherFacts([manifest], facts);
}
