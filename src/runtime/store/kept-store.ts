import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DeskStore, readDeskStore, setAside } from '../../store/desk/desk-store.ts';
import { StoreError } from '../../store/desk/store-error.ts';
import { JournalError } from '../../store/journal/journal-error.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import { LateRuns } from './late-runs.ts';
import { isDeskJournal, RunFollower } from './run-follower.ts';

/** Where the relational store of an archive's desks is. */
export function storePath(root: string): string {
  return join(root, 'desk.sqlite');
}

/** What is kept behind the journals of an archive's runs. */
export type KeptOptions = {
  readonly root: string;
  /** The run that goes on now; it comes first. */
  readonly run: string;
  /** Runs that other processes write and follow. */
  readonly others: readonly string[];
  readonly onNews: (text: string) => void;
};

/** The store behind a run, and behind those before it that had not come to their end in it. */
export class KeptStore {
  readonly #options: KeptOptions;
  readonly #own: RunFollower;
  #store: DeskStore | undefined;
  /** The file is none that may be written: this run goes into no store. */
  #isRefused = false;
  #late: LateRuns<RunFollower> | undefined;
  #told = 0;

  constructor(options: KeptOptions) {
    this.#options = options;
    this.#own = new RunFollower(runJournalPath(options.root, options.run));
  }

  /** One piece of work; false: there is no more for now. @throws what went wrong */
  step(): boolean {
    const store = this.#opened();
    if (store === undefined || !this.#own.step(store)) return false;
    this.#tellContradictions();
    return true;
  }

  /** The same of a run before; false: there is no more. @throws what went wrong with it */
  async stepLate(): Promise<boolean> {
    return (await this.#late?.step()) ?? false;
  }

  /** Takes in what the run has written until now; those before it may wait for the next start. */
  finish(): void {
    const store = this.#opened();
    while (store !== undefined && this.#own.step(store));
    this.#tellContradictions();
  }

  close(): void {
    this.#store?.close();
    this.#store = undefined;
  }

  #opened(): DeskStore | undefined {
    if (this.#store !== undefined || this.#isRefused) return this.#store;
    const { root, run, others, onNews } = this.#options;
    try {
      this.#store = openStore(root, onNews);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#isRefused = true;
      onNews(`Nothing of this run goes into the store: ${error.message}`);
      return undefined;
    }
    const late = journalsBehind(root, this.#store, [run, ...others]);
    this.#late = new LateRuns(late, (one) => this.#stepOf(one));
    return this.#store;
  }

  #stepOf(late: RunFollower): boolean {
    if (this.#store === undefined) return false;
    try {
      if (late.step(this.#store)) return true;
      late.end(this.#store);
    } catch (error) {
      // A journal that is damaged stays so, and keeps no other from the store.
      if (!(error instanceof JournalError)) throw error;
      this.#options.onNews(`${error.message}: what follows is not in the store`);
    }
    return false;
  }

  #tellContradictions(): void {
    const { contradictions } = this.#own;
    if (contradictions.size > this.#told) {
      const [market, why] = [...contradictions].at(-1) ?? [];
      this.#options.onNews(`the trades in ${market} are not in the store: ${why}`);
    }
    this.#told = contradictions.size;
  }
}

/** Opens the store to write; a damaged one is moved aside. @throws StoreError newer or foreign */
function openStore(root: string, onNews: (text: string) => void): DeskStore {
  const path = storePath(root);
  try {
    return DeskStore.open(path);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    const aside = setAside(path, new Date());
    onNews(`${path} was damaged: it is made anew from the journals, the old one is ${aside}`);
    return DeskStore.open(path);
  }
}

/**
 * Makes every run anew in the store from its journal; a damaged store is moved aside first. Returns
 * the runs. @throws StoreError
 */
export function rebuildStore(root: string, onNews: (text: string) => void): readonly string[] {
  const store = openStore(root, onNews);
  try {
    for (const { path } of journalsOf(root)) {
      const follower = new RunFollower(path);
      try {
        while (follower.step(store));
        follower.end(store);
      } catch (error) {
        if (!(error instanceof JournalError)) throw error;
        onNews(`${error.message}: what follows is not in the store`);
      }
    }
    return store.runs();
  } finally {
    store.close();
  }
}

/** Runs of which the store does not have all that their journals say. @throws StoreError */
export function runsBehind(root: string): readonly string[] {
  const path = storePath(root);
  const all = journalsOf(root).filter(({ path: journal }) => isDeskJournal(journal));
  if (!existsSync(path)) return all.map(({ run }) => run);
  const sql = 'SELECT run, bytes FROM run';
  const stored = readDeskStore(path, (db) => db.prepare(sql).all());
  const bytesOf = new Map(stored.map(({ run, bytes }) => [run, bytes]));
  return all.filter(({ run, bytes }) => bytesOf.get(run) !== bytes).map(({ run }) => run);
}

/** Followers of the runs that are not whole in the store, but those named. */
function journalsBehind(root: string, store: DeskStore, but: readonly string[]): RunFollower[] {
  return journalsOf(root)
    .filter(({ run, bytes }) => !but.includes(run) && store.positionOf(run)?.bytes !== bytes)
    .map(({ path }) => new RunFollower(path));
}

/** The journals of an archive's runs. */
export function journalsOf(root: string) {
  const folder = join(root, 'runs');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.flatMap((name) => {
    const path = join(folder, name);
    const run = name.slice(0, -JOURNAL.length);
    return name.endsWith(JOURNAL) ? [{ run, path, bytes: statSync(path).size }] : [];
  });
}

const JOURNAL = '.journal';
