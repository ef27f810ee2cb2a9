import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim, giveBack } from '../../locks/claim-file.ts';
import { lockText, processOf } from '../../locks/lock-owner.ts';
import type { StorePosition } from '../../store/desk/desk-store.ts';

/**
 * How far the journal of a run is in the log, in a file of its own: it outlives the log's files.
 * One desk at a time brings a run into the log; of two that start at once, one does.
 */
export class LoggedRun {
  readonly run: string;
  readonly #folder: string;
  readonly #lock: string;
  readonly #own = lockText();

  constructor(root: string, run: string) {
    this.run = run;
    this.#folder = join(root, 'logged');
    this.#lock = join(this.#folder, `${run}.lock`);
  }

  /** The process that brings it into the log; undefined: it is this desk's from now on. */
  async claim(): Promise<number | undefined> {
    mkdirSync(this.#folder, { recursive: true });
    const other = await claim(this.#lock, this.#own);
    return other === undefined ? undefined : processOf(other);
  }

  /** Another desk may go on with it, where this one had it. */
  giveBack(): Promise<void> {
    return giveBack(this.#lock, this.#own);
  }

  /** Undefined: nothing of the run was ever logged, as far as is known. */
  read(): StorePosition | undefined {
    const path = join(this.#folder, this.run);
    if (!existsSync(path)) return undefined;
    const found = /^(\d+) (\d+)\n$/.exec(readFileSync(path, 'utf8'));
    return found === null ? undefined : { records: Number(found[1]), bytes: Number(found[2]) };
  }

  write({ records, bytes }: StorePosition): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, this.run), `${records} ${bytes}\n`);
  }
}
