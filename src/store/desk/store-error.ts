/** The store of a desk cannot be used; `message` names the file and the remedy. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** Of a command that stops here: bad or missing data. */
  readonly exitCode = 3;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type StoreErrorCode =
  /** There is no such file. */
  | 'not_found'
  /** A later version of the program has made it. */
  | 'newer_schema'
  /** Made by an earlier version, and only to be read. */
  | 'older_schema'
  /** A database of something else. */
  | 'foreign'
  /** Not readable as a database, or not in itself consistent. */
  | 'damaged';
