import { JournalError } from '../../store/journal/journal-error.ts';
import { DailyLog } from '../../store/log/daily-log.ts';
import { logFolder } from './kept-log.ts';
import { journalsOf, type KeptOptions } from './kept-store.ts';
import { LateRuns } from './late-runs.ts';
import { LogFollower } from './log-follower.ts';
import { LoggedRun } from './logged-run.ts';

type LateLog = {
  readonly path: string;
  readonly bytes: number;
  readonly logged: LoggedRun;
  /** While it is this desk's. */
  follower?: LogFollower | undefined;
};

/** The daily log behind runs that died before all of them was in it. */
export class LateLogs {
  readonly #log: DailyLog;
  readonly #late: LateRuns<LateLog>;
  readonly #held = new Set<LateLog>();

  constructor({ root, run: own, others }: Omit<KeptOptions, 'onNews'>) {
    this.#log = new DailyLog(logFolder(root));
    const late = journalsOf(root)
      .filter(({ run }) => run !== own && !others.includes(run))
      .map(({ run, ...rest }): LateLog => ({ ...rest, logged: new LoggedRun(root, run) }))
      .filter(isBehind);
    this.#late = new LateRuns(late, (one) => this.#work(one));
  }

  /** One piece of work; false: there is no more. @throws what went wrong with a run */
  step(): Promise<boolean> {
    return this.#late.step();
  }

  /** What is missing yet another desk may add, or the next start. */
  async close(): Promise<void> {
    for (const one of this.#held) await this.#leave(one);
  }

  async #work(one: LateLog): Promise<boolean> {
    try {
      if (one.follower === undefined && !(await this.#begins(one))) return false;
      const isOver = one.follower?.step() !== true;
      if (!isOver) return true;
      one.follower?.end();
    } catch (error) {
      await this.#leave(one);
      // What is behind the damage of a journal is in no log; the store has told it.
      if (!(error instanceof JournalError)) throw error;
    }
    await this.#leave(one);
    return false;
  }

  /** False: another desk brings it to its end, or has done so since this one looked. */
  async #begins(one: LateLog): Promise<boolean> {
    if ((await one.logged.claim()) !== undefined) return false;
    this.#held.add(one);
    if (!isBehind(one)) {
      await this.#leave(one);
      return false;
    }
    one.follower = new LogFollower(one.path, this.#log, one.logged, false);
    return true;
  }

  async #leave(one: LateLog): Promise<void> {
    one.follower = undefined;
    this.#held.delete(one);
    await one.logged.giveBack();
  }
}

function isBehind({ logged, bytes }: LateLog): boolean {
  return logged.read()?.bytes !== bytes;
}
