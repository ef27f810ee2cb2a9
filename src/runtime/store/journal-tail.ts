import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { StorePosition } from '../../store/desk/desk-store.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { type JournalRecord, readJournal } from '../../store/journal/journal-text.ts';

/** Read at a time, unless one record is longer. */
const PIECE_BYTES = 1 << 20;

const BEGINNING: StorePosition = { records: 0, bytes: 0 };

/** Reads a journal while another thread or process writes it. */
export class JournalTail {
  readonly path: string;
  /** What has been read. */
  position = BEGINNING;
  /** Of the file, bytes, when it was last looked at: more than read, where its end is torn. */
  size = 0;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * The next records, a piece of them; none: it has no more that are whole.
   * @throws JournalError damaged, and what the file system says.
   */
  next(): readonly JournalRecord[] {
    const file = openSync(this.path, 'r');
    try {
      this.size = fstatSync(file).size;
      const left = this.size - this.position.bytes;
      for (let most = PIECE_BYTES; left > 0; most *= 2) {
        const records = this.#take(file, Math.min(left, most));
        if (records.length > 0 || most >= left) return records;
      }
      return [];
    } finally {
      closeSync(file);
    }
  }

  #take(file: number, length: number): readonly JournalRecord[] {
    const { records: before, bytes: from } = this.position;
    const piece = Buffer.alloc(length);
    const bytes = piece.subarray(0, readSync(file, piece, 0, length, from));
    const { records, goodBytes, damage } = readJournal(bytes, before);
    this.position = { records: before + records.length, bytes: from + goodBytes };
    if (damage !== undefined && records.length === 0) {
      const place = `record ${before + 1} (byte ${from})`;
      throw new JournalError('damaged', `${this.path}: ${place} is not as it was written`);
    }
    return records;
  }
}
