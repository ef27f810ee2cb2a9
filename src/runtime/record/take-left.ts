import { existsSync } from 'node:fs';
import { ArchiveError } from '../../archive/archive-error.ts';
import { takeLock } from '../../archive/folder-lock.ts';
import type { BeginNote } from '../../archive/frame-log/recorder-note.ts';
import { segmentFolder } from '../../archive/frame-log/take-segments.ts';
import { datasetFolder } from '../../archive/layout.ts';
import { takeInWorker } from './take-in-worker.ts';

/** Where a dataset's rows were heard. */
export type HeardFrom = Pick<BeginNote, 'provenance' | 'heardFrom'>;

/**
 * Takes into the archive what a recorder that died has left, as its next start would. Says
 * `recording` where it has not died, and `nothing` where it left nothing.
 */
export async function takeLeft(
  root: string,
  dataset: string,
  heard: HeardFrom,
): Promise<'taken' | 'recording' | 'nothing'> {
  if (!existsSync(segmentFolder(root, dataset))) return 'nothing';
  let release: () => Promise<void>;
  try {
    release = await takeLock(datasetFolder(root, dataset), 'record');
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'locked') return 'recording';
    throw error;
  }
  try {
    const { taken } = await takeInWorker({ root, begin: { dataset, ...heard } });
    return taken.length === 0 ? 'nothing' : 'taken';
  } finally {
    await release();
  }
}
