import { type FileHandle, open } from 'node:fs/promises';
import { packBlock } from './frame-block.ts';
import { type NewRecord, putLine } from './frame-record.ts';
import { TextBytes } from './text-bytes.ts';

/**
 * Appends records to a new log. They gather in memory until {@link flush}; what was flushed
 * survives the death of the process, and with {@link sync} the death of the machine.
 */
export class FrameLogWriter {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #lines = new TextBytes();
  #bytes = 0;
  #unwritten = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** @throws Error when the file is there already or cannot be made. */
  static async create(path: string): Promise<FrameLogWriter> {
    return new FrameLogWriter(path, await open(path, 'ax'));
  }

  /** Bytes that wait for a flush. */
  get pending(): number {
    return this.#lines.length;
  }

  /** Bytes that were flushed and that the disk has not taken yet. */
  get unwritten(): number {
    return this.#unwritten;
  }

  /** Bytes handed to the file so far. */
  get bytes(): number {
    return this.#bytes;
  }

  append(record: NewRecord): void {
    putLine(this.#lines, record);
  }

  /** Writes what has gathered as one block, after the blocks before it. */
  flush(): Promise<void> {
    if (this.#lines.length === 0) return this.#writing;
    const block = packBlock(this.#lines.bytes);
    this.#lines.clear();
    this.#bytes += block.length;
    this.#unwritten += block.length;
    this.#writing = this.#writing.then(async () => {
      await writeAll(this.#file, block);
      this.#unwritten -= block.length;
    });
    // Whoever waits for the flush hears of a failure; nobody else has to.
    this.#writing.catch(() => undefined);
    return this.#writing;
  }

  /** Has the disk take what was flushed. */
  async sync(): Promise<void> {
    await this.#writing;
    await this.#file.datasync();
  }

  /** Closes the file without what has gathered since the last flush. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }

  /** Flushes, then closes. */
  async close(): Promise<void> {
    try {
      await this.flush();
      await this.#file.datasync();
    } finally {
      await this.#file.close();
    }
  }
}

async function writeAll(file: FileHandle, block: Buffer): Promise<void> {
  let written = 0;
  while (written < block.length) {
    const { bytesWritten } = await file.write(block, written, block.length - written);
    written += bytesWritten;
  }
}
