import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import type { Result } from '../../domain/result.ts';
import { JournalError } from './journal-error.ts';
import { type JournalRecord, lineOf, readJournal } from './journal-text.ts';

export type FileJournalOptions = {
  readonly path: string;
  /** Disk space kept for the day on which there is no other, bytes. */
  readonly reserveBytes?: number;
  /** A person should know: the disk is full, and the reserve was given up to go on. */
  readonly onTrouble?: (message: string) => void;
  /** Asked before each write: whoever lost the wallet must not write into another's journal. */
  readonly mayWrite?: () => Result<void>;
  /** Told after each sync how long write and sync took, ms. */
  readonly onSync?: (tookMs: number) => void;
  /** Instead of the file system's: how tests make a disk fail. */
  readonly openFile?: (path: string) => Promise<JournalDisk>;
};

/** The part of a file that a journal needs. */
export type JournalDisk = Pick<
  FileHandle,
  'readFile' | 'write' | 'datasync' | 'truncate' | 'close'
>;

const RESERVE_BYTES = 1 << 20;

/**
 * An append-only file that outlives the program: what {@link durable} has promised is there after
 * any crash. A journal that could not be written is of no use any more: whoever must not act
 * without a record stops.
 */
export class FileJournal {
  /** What was in it when it was opened. */
  readonly records: readonly JournalRecord[];
  /** Bytes of a record that a crash had cut off, and which were removed. */
  readonly tornBytes: number;
  readonly #disk: JournalDisk;
  readonly #options: FileJournalOptions;
  #seq: number;
  #at: number;
  #pending: string[] = [];
  #written: Promise<void> = Promise.resolve();
  /** The writing that has not begun yet: whoever asks meanwhile shares it. */
  #next: Promise<void> | undefined;
  #failure: JournalError | undefined;

  private constructor(
    disk: JournalDisk,
    options: FileJournalOptions,
    records: readonly JournalRecord[],
    goodBytes: number,
    tornBytes: number,
  ) {
    this.#disk = disk;
    this.#options = options;
    this.records = records;
    this.tornBytes = tornBytes;
    this.#seq = records.length;
    this.#at = goodBytes;
  }

  /**
   * Opens a journal, new or old. A torn tail is removed.
   * @throws JournalError damaged when a record is not as it was written, failed without room for
   * the reserve.
   */
  static async open(options: FileJournalOptions): Promise<FileJournal> {
    const { path, openFile = (name: string) => open(name, 'a+'), reserveBytes } = options;
    const disk = await openFile(path);
    try {
      const { records, goodBytes, tornBytes, damage } = readJournal(await disk.readFile());
      if (damage !== undefined) throw damaged(path, damage, records.length);
      if (tornBytes > 0) {
        await disk.truncate(goodBytes);
        await disk.datasync();
      }
      await keepReserve(path, reserveBytes ?? RESERVE_BYTES);
      return new FileJournal(disk, options, records, goodBytes, tornBytes);
    } catch (error) {
      await disk.close();
      throw error;
    }
  }

  /** Number of the newest record. */
  get seq(): number {
    return this.#seq;
  }

  /**
   * Takes a record in, in memory; returns its number. It survives a crash once {@link durable}
   * has resolved. @throws JournalError failed or closed.
   */
  append(value: unknown): number {
    if (this.#failure !== undefined) throw this.#failure;
    // What is no JSON throws here: a number without its record would be damage for every reader.
    const json = JSON.stringify(value);
    const seq = ++this.#seq;
    this.#pending.push(lineOf(seq, json));
    return seq;
  }

  /**
   * Resolves when everything appended so far is on the disk: one write and one sync for all that
   * wait. @throws JournalError failed; then no record since the last promise may be believed.
   */
  durable(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#pending.length === 0) return this.#written;
    this.#next ??= this.#written.then(() => this.#commit());
    return this.#next;
  }

  /** What was appended is on the disk, and nothing can be any more. */
  async close(): Promise<void> {
    try {
      if (this.#failure === undefined) await this.durable();
    } finally {
      this.#failure ??= new JournalError('closed', `${this.#options.path} is closed`);
      await this.#disk.close();
      await rm(reserveOf(this.#options.path), { force: true });
    }
  }

  #commit(): Promise<void> {
    const text = this.#pending.join('');
    this.#pending = [];
    this.#next = undefined;
    this.#written = this.#write(Buffer.from(text));
    return this.#written;
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      this.#requireRight();
      const began = performance.now();
      await this.#writeAll(bytes);
      // A sync that failed may have dropped the pages: asking again would prove nothing.
      await this.#disk.datasync();
      this.#options.onSync?.(performance.now() - began);
    } catch (error) {
      this.#failure ??= error instanceof JournalError ? error : failed(this.#options.path, error);
      throw this.#failure;
    }
  }

  #requireRight(): void {
    const may = this.#options.mayWrite?.();
    if (may?.ok === false) throw new JournalError('fenced', may.message);
  }

  async #writeAll(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      try {
        const { bytesWritten } = await this.#disk.write(bytes, done, bytes.length - done, this.#at);
        done += bytesWritten;
        this.#at += bytesWritten;
      } catch (error) {
        if (!(await this.#makeRoom(error))) throw error;
      }
    }
  }

  /** Gives up the reserve, once: enough to cancel what is open and to say why. */
  async #makeRoom(error: unknown): Promise<boolean> {
    const { path, onTrouble } = this.#options;
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return false;
    try {
      await rm(reserveOf(path));
    } catch {
      return false;
    }
    onTrouble?.(`the disk of ${path} is full: its reserve is given up, make room at once`);
    return true;
  }
}

function reserveOf(path: string): string {
  return `${path}.reserve`;
}

async function keepReserve(path: string, bytes: number): Promise<void> {
  try {
    await writeFile(reserveOf(path), Buffer.alloc(bytes));
  } catch (error) {
    throw failed(path, error);
  }
}

function damaged(path: string, at: { line: number; byte: number }, good: number): JournalError {
  return new JournalError(
    'damaged',
    `${path}: line ${at.line} (byte ${at.byte}) is not as it was written; the ${good} records ` +
      'before it are good. Put back a copy, or run "polydesk restore": it keeps what is good and ' +
      'has the venue asked for the rest.',
  );
}

function failed(path: string, cause: unknown): JournalError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new JournalError('failed', `${path} cannot be written: ${said}. Nothing is sent.`, cause);
}
