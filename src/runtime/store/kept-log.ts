import { join } from 'node:path';
import { DailyLog } from '../../store/log/daily-log.ts';
import { runJournalPath } from '../replay/run-journal.ts';
import type { KeptOptions } from './kept-store.ts';
import { LogFollower } from './log-follower.ts';
import { LoggedRun } from './logged-run.ts';

/** Where the daily log of an archive's desks is. */
export function logFolder(root: string): string {
  return join(root, 'log');
}

/** The daily log behind the run that goes on now. */
export class KeptLog {
  readonly #path: string;
  readonly #log: DailyLog;
  readonly #logged: LoggedRun;
  #follower: LogFollower | undefined;
  /** A desk that began at the same time takes it for one that died, until it has read it. */
  #other: number | undefined;

  constructor({ root, run }: Pick<KeptOptions, 'root' | 'run'>) {
    this.#path = runJournalPath(root, run);
    this.#log = new DailyLog(logFolder(root));
    this.#logged = new LoggedRun(root, run);
  }

  /** One piece of work; false: there is no more for now. @throws what went wrong */
  async step(): Promise<boolean> {
    this.#follower ??= await this.#begin();
    return this.#follower?.step() ?? false;
  }

  /** Takes in what the run has written until now. */
  async finish(): Promise<void> {
    while (await this.step());
    if (this.#follower === undefined) throw new Error(`process ${this.#other} logs the run`);
  }

  close(): Promise<void> {
    return this.#logged.giveBack();
  }

  async #begin(): Promise<LogFollower | undefined> {
    this.#other = await this.#logged.claim();
    if (this.#other !== undefined) return undefined;
    return new LogFollower(this.#path, this.#log, this.#logged, true);
  }
}
