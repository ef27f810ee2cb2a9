/**
 * Something is wrong with a recording or an archive: bad or missing data, never a bug. The command
 * line ends with `exitCode`. `code` is for machines; `message` names the file and the remedy.
 */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  /** Exit code of a command that stops here: 2 wrong usage, 3 bad data. */
  readonly exitCode: 2 | 3;

  /** The damaged file, as the input names it. */
  readonly file: string | undefined;

  constructor(code: ArchiveErrorCode, message: string, cause?: unknown, file?: string) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.file = file;
    this.exitCode = code === 'unusable_folder' ? 2 : 3;
  }
}

export type ArchiveErrorCode =
  /** A file or folder does not exist or is empty. */
  | 'not_found'
  /** No archive can be made there. */
  | 'unusable_folder'
  /** No importer knows this layout. */
  | 'unknown_format'
  /** A file cannot be read to its end. */
  | 'damaged_file'
  /** The archive contradicts its own manifest. */
  | 'archive_damaged'
  /** Made by a layout or an importer that this version does not continue. */
  | 'version_mismatch'
  /** A recorder's log of another dataset or provenance than the rows it would go to. */
  | 'foreign_log'
  /** The dataset holds rows of another provenance, or replays by another clock. */
  | 'other_facts'
  /** The dataset was to be a new one. */
  | 'dataset_exists'
  /** Another import is writing to the dataset. */
  | 'locked'
  /** Markets that were recorded and markets that were invented, where one verdict is asked for. */
  | 'mixed_provenance'
  /** Nothing is left after the filters. */
  | 'nothing_selected';
