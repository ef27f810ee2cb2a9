import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BacktestJob } from '../../screen/backtest-job.ts';
import { jobSchema } from '../../server/dashboard/routes/backtest-routes.ts';
import { writeDurably } from '../../store/write-durably.ts';

/** What a job leaves: figures, the whole result, its page; of a film the film. */
export type JobFile = 'summary.json' | 'result.json' | 'report.html' | 'film.jsonl';

/** A job's own name: its time and a number, which sorts as they were asked for. */
const ID = /^\d{8}t\d{6}z-\d{1,6}$/;
/** Beyond that older ones are not listed; their files stay. */
const LISTED_MOST = 500;

/** The folder of an archive where backtests that were asked for on a screen are kept. */
export class KeptJobs {
  readonly #root: string;
  /** One write at a time: two of the same job would take each other's file away. */
  #writes: Promise<unknown> = Promise.resolve();

  constructor(archive: string) {
    this.#root = join(archive, 'backtests');
  }

  /** Undefined: no name that a job of ours can have, so no path is ever made of it. */
  folderOf(id: string): string | undefined {
    return ID.test(id) ? join(this.#root, id) : undefined;
  }

  /** Writes where a job stands, whole or not at all. */
  keep(job: BacktestJob): Promise<void> {
    const folder = join(this.#root, job.id);
    return this.#after(async () => {
      await mkdir(folder, { recursive: true });
      await writeDurably(join(folder, 'job.json'), `${JSON.stringify(job)}\n`);
    });
  }

  async forget(id: string): Promise<void> {
    const folder = this.folderOf(id);
    if (folder === undefined) return;
    await this.#after(() => rm(folder, { recursive: true, force: true }));
  }

  /** Takes out what its command, ended from outside, has left half written. */
  async dropPartial(id: string): Promise<void> {
    const folder = this.folderOf(id);
    if (folder === undefined) return;
    const names = await readdir(folder).catch(() => [] as string[]);
    for (const name of names.filter((one) => one.endsWith('.tmp'))) {
      await rm(join(folder, name), { force: true });
    }
  }

  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#writes.then(work);
    this.#writes = done.catch(() => {});
    return done;
  }

  /** Newest first; what cannot be read is left out and counted. */
  async all(): Promise<{ readonly jobs: readonly BacktestJob[]; readonly unreadable: number }> {
    const names = await readdir(this.#root).catch(() => [] as string[]);
    const ids = names.filter((name) => ID.test(name)).sort(newestFirst);
    const jobs: BacktestJob[] = [];
    let unreadable = 0;
    for (const id of ids.slice(0, LISTED_MOST)) {
      const job = await readJob(join(this.#root, id));
      if (job === undefined) unreadable++;
      else jobs.push(job);
    }
    return { jobs, unreadable };
  }
}

function newestFirst(one: string, other: string): number {
  return one < other ? 1 : -1;
}

async function readJob(folder: string): Promise<BacktestJob | undefined> {
  try {
    const kept = JSON.parse(await readFile(join(folder, 'job.json'), 'utf8'));
    return jobSchema.safeParse(kept).data as BacktestJob | undefined;
  } catch {
    return undefined;
  }
}
