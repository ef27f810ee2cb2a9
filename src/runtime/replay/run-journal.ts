import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ArchiveError } from '../../archive/archive-error.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Journal } from '../../ports/journal.ts';
import { Buckets } from '../../server/metrics/buckets.ts';
import { FileJournal } from '../../store/journal/file-journal.ts';
import { type BesideRecord, type RunBegun, type RunEnded, writtenEntry } from './written-run.ts';

/** What a crash may take of it, ms: as much as of the recording. */
const WRITE_WITHIN_MS = 200;

export type RunJournalOptions = {
  readonly path: string;
  /** `data.root` from where the command runs. */
  readonly begun: RunBegun;
  /** What stands there goes: of a run that can be had again. */
  readonly replaces?: boolean;
  /** It could not be written: the run goes on, and cannot be replayed. */
  readonly onTrouble: (text: string) => void;
};

/** Where a run that records into an archive writes its journal. */
export function runJournalPath(root: string, name: string): string {
  return join(root, 'runs', `${name}.journal`);
}

/**
 * What a run decided, written down beside its recording as it happens, so that it can be repeated
 * and explained later. Nothing waits for it: of a run that dies, the last moments may be missing.
 */
export class RunJournal implements Journal {
  readonly path: string;
  /** How long the disk took to keep it. */
  readonly syncs: Buckets;
  readonly #file: FileJournal;
  readonly #onTrouble: (text: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #hasFailed = false;

  private constructor(
    file: FileJournal,
    syncs: Buckets,
    { path, onTrouble }: Pick<RunJournalOptions, 'path' | 'onTrouble'>,
  ) {
    this.#file = file;
    this.syncs = syncs;
    this.path = path;
    this.#onTrouble = onTrouble;
  }

  /** @throws ArchiveError dataset_exists: an earlier run of that name has written there. */
  static async begin(options: RunJournalOptions): Promise<RunJournal> {
    const { path, begun, replaces = false } = options;
    if (replaces) await rm(path, { force: true });
    if (existsSync(path)) {
      const remedy = 'name the run otherwise, or move the file away';
      throw new ArchiveError('dataset_exists', `${path} is the journal of another run: ${remedy}`);
    }
    const folder = dirname(resolve(path));
    await mkdir(folder, { recursive: true });
    const syncs = new Buckets();
    const onSync = (tookMs: number) => syncs.observe(tookMs / 1_000);
    const file = await FileJournal.open({ path, reserveBytes: 0, onSync });
    const journal = new RunJournal(file, syncs, options);
    const data = { ...begun.data, root: relative(folder, resolve(begun.data.root)) };
    journal.#append({ ...begun, data });
    await journal.written();
    return journal;
  }

  append(entry: JournalEntry): void {
    this.#appendSoon(writtenEntry(entry));
  }

  /** What is no decision, and belongs to the run. */
  beside(record: BesideRecord): void {
    this.#appendSoon(record);
  }

  #appendSoon(record: unknown): void {
    this.#append(record);
    if (this.#hasFailed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.written();
    }, WRITE_WITHIN_MS);
  }

  /** Resolves when all of it is on the disk, or cannot be. */
  async written(): Promise<void> {
    if (!this.#hasFailed) await this.#file.durable().catch((error) => this.#fail(error));
  }

  /** `ended` undefined: the run came to no end that could be told. */
  async close(ended: Omit<RunEnded, 'kind'> | undefined): Promise<void> {
    clearTimeout(this.#timer);
    if (ended !== undefined) this.#append({ kind: 'RunEnded', ...ended });
    await this.written();
    await this.#file.close().catch((error) => this.#fail(error));
  }

  #append(record: unknown): void {
    if (this.#hasFailed) return;
    try {
      this.#file.append(record);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const why = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    this.#onTrouble(`${this.path} cannot be written, the run cannot be replayed: ${why}`);
  }
}
