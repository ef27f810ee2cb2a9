import type { DeskStore, StorePosition } from '../../store/desk/desk-store.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { deskBegun } from './desk-begun.ts';
import { JournalTail } from './journal-tail.ts';
import { RunFold, type WrittenRecord } from './run-fold.ts';

const NOTHING: StorePosition = { records: 0, bytes: 0 };

/**
 * Brings what the journal of a run says into the store, piece by piece. The journal is the queue:
 * nothing waits for the store, and what it cannot take now it takes later.
 */
export class RunFollower {
  readonly path: string;
  #tail: JournalTail;
  #fold: RunFold | undefined;
  #run = '';
  #written = NOTHING;
  /** The journal of something else: there is nothing to follow. */
  #isForeign = false;

  constructor(path: string) {
    this.path = path;
    this.#tail = new JournalTail(path);
  }

  get contradictions(): ReadonlyMap<string, string> {
    return this.#fold?.contradictions ?? new Map();
  }

  /** To be called when all is in the store of a run that goes on no more. */
  end(store: DeskStore): void {
    const { position, size } = this.#tail;
    if (size > position.bytes) store.endAt(this.#run, { ...position, bytes: size });
  }

  /** One piece of work; false: all of the journal is in the store. @throws what went wrong */
  step(store: DeskStore): boolean {
    // What could not be written is written before more is read.
    if (this.#tail.position.records === this.#written.records && !this.#read()) return false;
    if (this.#fold === undefined) return false;
    const to = this.#tail.position;
    if (store.write(this.#run, this.#written, to, this.#fold.changes())) {
      this.#fold.written();
      this.#written = to;
    } else this.#beginAnew();
    return true;
  }

  #read(): boolean {
    if (this.#isForeign) return false;
    const records = this.#tail.next();
    for (const { value } of records) {
      const record = value as WrittenRecord;
      if (this.#fold === undefined) {
        const begun = deskBegun(record);
        if (begun === undefined) {
          this.#isForeign = true;
          return false;
        }
        this.#run = begun.name;
        this.#fold = new RunFold(begun);
      } else this.#fold.take(record);
    }
    return records.length > 0;
  }

  /** Another process has written the run meanwhile: the journal says the same to both. */
  #beginAnew(): void {
    this.#tail = new JournalTail(this.path);
    this.#fold = undefined;
    this.#written = NOTHING;
  }
}

/** Whether a journal is that of a desk. */
export function isDeskJournal(path: string): boolean {
  try {
    const [first] = new JournalTail(path).next();
    return deskBegun(first?.value) !== undefined;
  } catch (error) {
    if (error instanceof JournalError) return false;
    throw error;
  }
}
