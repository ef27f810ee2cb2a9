import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { SummaryJson } from '../../report/json/summary.ts';
import type { SweepJson } from '../../report/sweep/json.ts';
import type {
  BacktestJob,
  BacktestRequest,
  BacktestResult,
  ConfiguredSimulation,
} from '../../screen/backtest-job.ts';
import type { Film, FilmPart } from '../../screen/film.ts';
import type { OpenedFile } from '../../server/dashboard/workshop.ts';
import { FilmFile } from '../film/film-file.ts';
import { simulationNow } from './configured-simulation.ts';
import { defaultConfiguration } from './default-configuration.ts';
import { failureInWords } from './failure-in-words.ts';
import { figuresIn, openedFile } from './job-files.ts';
import { resultOf } from './job-result.ts';
import { KeptJobs } from './kept-jobs.ts';
import { type Played, PlayedCommand } from './played-command.ts';
import { fileWords, wordsOf } from './request-words.ts';

export type BacktestJobsOptions = {
  /** Absolute: where the recordings are, and where results are kept. */
  readonly archive: string;
  /** Where a configuration file is read from. */
  readonly cwd: string;
  /** That of the desk; undefined: it has none, or that which lies in `cwd`. */
  readonly config: string | undefined;
  /** Node and the file that is this program. */
  readonly program: readonly [string, ...string[]];
  /** ms UTC. */
  readonly now: () => number;
};

const WAITING_MOST = 20;
const RUNS_MOST = 200;
const JOURNAL = '.journal';

/**
 * Backtests and sweeps that are asked for on a screen: one at a time, each in a process of its own
 * beside the desk; all of them kept in the archive, with what came of them.
 */
export class BacktestJobs {
  readonly #options: BacktestJobsOptions;
  readonly #kept: KeptJobs;
  /** By id, newest last; those of earlier runs of the program among them. */
  readonly #jobs = new Map<string, BacktestJob>();
  readonly #waiting: string[] = [];
  #running: { readonly id: string; readonly command: PlayedCommand } | undefined;
  /** The one that was looked at last. */
  #film: { readonly id: string; readonly file: FilmFile } | undefined;
  #count = 0;
  #isClosed = false;
  /** The one that is played now; for whoever has to wait until nothing runs any more. */
  #work: Promise<void> = Promise.resolve();

  private constructor(options: BacktestJobsOptions, kept: KeptJobs) {
    this.#options = options;
    this.#kept = kept;
  }

  /** With those of before: what had not ended then is broken off, and says so. */
  static async open(options: BacktestJobsOptions): Promise<BacktestJobs> {
    const kept = new KeptJobs(options.archive);
    const jobs = new BacktestJobs(options, kept);
    const { jobs: before } = await kept.all();
    for (const job of before.toReversed()) {
      const isOver = job.state !== 'waiting' && job.state !== 'running';
      jobs.#jobs.set(job.id, isOver ? job : { ...job, ...BROKEN_OFF });
    }
    return jobs;
  }

  /** Newest first. */
  get all(): readonly BacktestJob[] {
    return [...this.#jobs.values()].reverse();
  }

  defaults(): ReturnType<typeof defaultConfiguration> {
    return defaultConfiguration();
  }

  /** What the configuration says of the simulated exchange now. */
  simulation(): Promise<Result<ConfiguredSimulation>> {
    const { config, cwd } = this.#options;
    return simulationNow(config, cwd);
  }

  get(id: string): BacktestJob | undefined {
    return this.#jobs.get(id);
  }

  /** Refuses `bad_request`, `too_many` and `cannot_keep`. */
  async ask(request: BacktestRequest): Promise<Result<BacktestJob>> {
    const words = wordsOf(request, this.#options.archive);
    if (!words.ok) return words;
    if (this.#isClosed || this.#waiting.length >= WAITING_MOST) {
      return refuse('too_many', `${WAITING_MOST} are waiting: cancel one, or ask again later`);
    }
    const askedAt = this.#micros();
    const job: BacktestJob = {
      id: `${timeName(this.#options.now())}-${++this.#count}`,
      request,
      state: 'waiting',
      askedAt,
      ...{ startedAt: null, endedAt: null, progress: null, result: null, message: '' },
    };
    this.#jobs.set(job.id, job);
    try {
      await this.#kept.keep(job);
    } catch (error) {
      this.#jobs.delete(job.id);
      return refuse('cannot_keep', `it cannot be written down: ${error}`);
    }
    this.#waiting.push(job.id);
    this.#next();
    return ok(job);
  }

  /** One that waits is not begun; one that runs is ended. False: it is over, or there is none. */
  async cancel(id: string): Promise<boolean> {
    const at = this.#waiting.indexOf(id);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
      await this.#change(id, { state: 'canceled', endedAt: this.#micros() });
      return true;
    }
    if (this.#running?.id !== id) return false;
    this.#running.command.cancel();
    await this.#change(id, { state: 'canceled' });
    return true;
  }

  /** Removes one that is over, with its files. */
  async forget(id: string): Promise<boolean> {
    const job = this.#jobs.get(id);
    if (job === undefined || job.state === 'waiting' || job.state === 'running') return false;
    this.#jobs.delete(id);
    await this.#kept.forget(id);
    return true;
  }

  /** Refuses `not_found`, `too_large` and `bad_result`. */
  async result(id: string): Promise<Result<SummaryJson | SweepJson>> {
    const folder = this.#folderOf(id);
    return folder === undefined ? NONE : figuresIn(folder);
  }

  /** A file of one; undefined: there is none. */
  async open(id: string, name: 'result.json' | 'report.html'): Promise<OpenedFile | undefined> {
    const folder = this.#folderOf(id);
    return folder === undefined ? undefined : openedFile(join(folder, name));
  }

  /** Refuses `not_found` and `bad_film`. */
  async film(id: string): Promise<Result<Film>> {
    const opened = await this.#filmOf(id);
    return opened.ok ? ok(opened.value.film) : opened;
  }

  async filmPart(id: string, number: number): Promise<Result<FilmPart>> {
    const opened = await this.#filmOf(id);
    return opened.ok ? opened.value.part(number) : opened;
  }

  /** Names of runs that can be filmed, newest first. */
  async runs(): Promise<readonly string[]> {
    const names = await readdir(join(this.#options.archive, 'runs')).catch(() => [] as string[]);
    const runs = names
      .filter((name) => name.endsWith(JOURNAL))
      .sort()
      .reverse();
    return runs.slice(0, RUNS_MOST).map((name) => name.slice(0, -JOURNAL.length));
  }

  /** Nothing is begun any more; what runs is ended, and said to be broken off. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.command.cancel();
    await this.#work;
  }

  #folderOf(id: string): string | undefined {
    return this.#jobs.has(id) ? this.#kept.folderOf(id) : undefined;
  }

  /** Where its parts lie is kept of the film that is looked at, for it comes in many parts. */
  async #filmOf(id: string): Promise<Result<FilmFile>> {
    const folder = this.#folderOf(id);
    if (folder === undefined) return NONE;
    if (this.#film?.id === id) return ok(this.#film.file);
    const opened = await FilmFile.open(join(folder, 'film.jsonl'));
    if (opened.ok) this.#film = { id, file: opened.value };
    return opened;
  }

  #next(): void {
    if (this.#running !== undefined || this.#isClosed) return;
    const id = this.#waiting.shift();
    const job = id === undefined ? undefined : this.#jobs.get(id);
    if (job === undefined) return;
    this.#work = this.#play(job)
      .catch((error: unknown) => this.#fail(job.id, error))
      .then(() => this.#next());
  }

  async #play({ id, request }: BacktestJob): Promise<void> {
    const { archive, program, cwd, config } = this.#options;
    const folder = this.#kept.folderOf(id) as string;
    const words = wordsOf(request, archive);
    if (!words.ok) return;
    const files = fileWords(request, (name) => join(folder, name));
    const onShare = (progress: BacktestJob['progress']) => this.#show(id, { progress });
    const configured = config === undefined ? [] : [`--config=${config}`];
    const all = [...words.value, ...configured, ...files];
    const command = new PlayedCommand(program, all, cwd, onShare);
    this.#running = { id, command };
    await this.#change(id, { state: 'running', startedAt: this.#micros() });
    const played = await command.ended;
    this.#running = undefined;
    await this.#ended(id, played);
  }

  async #ended(id: string, played: Played): Promise<void> {
    await this.#kept.dropPartial(id);
    const { code } = played;
    const over = { endedAt: this.#micros(), progress: null };
    const state = this.#jobs.get(id)?.state;
    if (state === 'canceled') return this.#change(id, { ...over, message: 'canceled' });
    if (this.#isClosed) return this.#change(id, { ...over, ...BROKEN_OFF });
    const result = await this.#outcome(id, code);
    if (result !== undefined) return this.#change(id, { ...over, state: 'done', result });
    return this.#change(id, { ...over, state: 'failed', message: failureInWords(played) });
  }

  /** Undefined: it has failed. A film of a run that decides otherwise is a film all the same. */
  async #outcome(id: string, code: number | null): Promise<BacktestResult | undefined> {
    const isFilm = this.#jobs.get(id)?.request.kind === 'film';
    const made = isFilm ? await this.film(id) : code === 0 ? await this.result(id) : NONE;
    if (!made.ok) return undefined;
    const result = resultOf(made.value);
    return code === 0 || result.isSame === false ? result : undefined;
  }

  /** What cannot be kept is told all the same, while the program runs. */
  #fail(id: string, error: unknown): void {
    this.#running = undefined;
    const over = { state: 'failed', progress: null, endedAt: this.#micros() } as const;
    this.#show(id, { ...over, message: String(error) });
  }

  async #change(id: string, change: Partial<BacktestJob>): Promise<void> {
    this.#show(id, change);
    const job = this.#jobs.get(id);
    if (job !== undefined) await this.#kept.keep(job);
  }

  /** Of what changes many times a second nothing is written. */
  #show(id: string, change: Partial<BacktestJob>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#jobs.set(id, { ...job, ...change });
  }

  #micros(): number {
    return this.#options.now() * MICROS_PER_MS;
  }
}

const NONE = refuse('not_found', 'there is none of that name: it was forgotten');

const BROKEN_OFF = {
  state: 'broken_off',
  progress: null,
  message: 'error: the program ended before it did\nAsk for it again.',
} as const;

/** 20261126t170000z. */
function timeName(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.replaceAll(/[-:]|\.\d+/g, '').toLowerCase();
}
