import type { JournalDisk } from '../../../src/store/journal/file-journal.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import type { Life } from './life.ts';

/** What a crash leaves of bytes that were written and not synced. */
export type Unsynced = 'lost' | 'kept' | 'torn';

const SYNC_MS = 1;

/** A disk that outlives who writes on it, in virtual time. */
export class CrashDisk {
  readonly #clock: VirtualClock;
  #synced = '';
  #written = '';

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get isUnsynced(): boolean {
    return this.#written !== '';
  }

  /** Survives everything. */
  get synced(): string {
    return this.#synced;
  }

  crash(unsynced: Unsynced): void {
    const kept = { lost: 0, kept: this.#written.length, torn: this.#written.length >> 1 };
    this.#synced += this.#written.slice(0, kept[unsynced]);
    this.#written = '';
  }

  /** The file, as one life holds it. */
  opened(life: Life): JournalDisk {
    const disk = {
      readFile: async () => Buffer.from(this.#synced),
      write: async (bytes: Buffer, from: number, length: number) => {
        if (!life.isOver) this.#written += bytes.toString('utf8', from, from + length);
        if (!life.reach('journal written')) await life.ifAlive(undefined);
        return { bytesWritten: length, buffer: bytes };
      },
      datasync: () => this.#sync(life),
      truncate: async (length: number) => {
        this.#synced = Buffer.from(this.#synced).toString('utf8', 0, length);
      },
      close: async () => {},
    };
    return disk as unknown as JournalDisk;
  }

  async #sync(life: Life): Promise<void> {
    if (this.#written === '') return;
    await new Promise<void>((resolve) => void this.#clock.setTimer(SYNC_MS, resolve));
    await life.ifAlive(undefined);
    this.#synced += this.#written;
    this.#written = '';
    life.reach('journal synced');
    await life.ifAlive(undefined);
  }
}
