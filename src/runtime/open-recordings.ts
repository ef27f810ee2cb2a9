import { ArchiveSource } from '../archive/archive-source.ts';
import type { DataSelection } from './backtest-options.ts';
import { requireOneWorld } from './one-world.ts';

/**
 * The chosen part of an archive as a source of tapes; to be closed by who opened it.
 * @throws ArchiveError when the archive is missing, damaged, or nothing passes the selection.
 */
export function openRecordings({ root, completeOnly, ...choice }: DataSelection) {
  return ArchiveSource.open(root, { ...choice, onlyComplete: completeOnly });
}

/**
 * As {@link openRecordings}, for a verdict: of what was recorded or of what was invented, not both.
 * @throws ArchiveError as well where the markets are of both.
 */
export async function openJudged(data: DataSelection): Promise<ArchiveSource> {
  const source = await openRecordings(data);
  try {
    requireOneWorld(source.origins);
    return source;
  } catch (error) {
    source.close();
    throw error;
  }
}
