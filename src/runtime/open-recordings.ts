import { ArchiveSource } from '../archive/archive-source.ts';
import type { DataSelection } from './backtest-options.ts';

/**
 * The chosen part of an archive as a source of tapes; to be closed by who opened it.
 * @throws ArchiveError when the archive is missing, damaged, or nothing passes the selection.
 */
export function openRecordings({ root, completeOnly, ...choice }: DataSelection) {
  return ArchiveSource.open(root, { ...choice, onlyComplete: completeOnly });
}
