/** Why a journal cannot be used; the message names the place and what to do. */
export class JournalError extends Error {
  readonly code: 'damaged' | 'failed' | 'closed' | 'fenced';

  constructor(code: JournalError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'JournalError';
    this.code = code;
  }
}
