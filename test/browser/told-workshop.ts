// Backtests that a test speaks for: what is asked for is told by it, results are real reports of
// invented runs.
import { Readable } from 'node:stream';
import { ok, type Result, refuse } from '../../src/domain/result.ts';
import { reportJson } from '../../src/report/json/report.ts';
import { type SummaryJson, summaryJson } from '../../src/report/json/summary.ts';
import { foldReport, type Report } from '../../src/report/report.ts';
import { type SweepJson, sweepJson } from '../../src/report/sweep/json.ts';
import { combinationsOf, foldSweep, sweptCell } from '../../src/report/sweep/sweep.ts';
import { defaultConfiguration } from '../../src/runtime/backtests/default-configuration.ts';
import { resultOf } from '../../src/runtime/backtests/job-result.ts';
import type {
  BacktestJob,
  BacktestRequest,
  ConfiguredSimulation,
} from '../../src/screen/backtest-job.ts';
import type { Film, FilmPart } from '../../src/screen/film.ts';
import type { Backtests } from '../../src/server/dashboard/workshop.ts';
import { inventedRun } from '../support/invented-run.ts';
import { BEGIN } from './invented-desk.ts';
import { partOfInventedFilm } from './invented-film.ts';

type ToldResult = SummaryJson | SweepJson | Film;

const NOTHING_YET = { startedAt: null, endedAt: null, progress: null, result: null, message: '' };

/** One at a time runs, as far as the test says. */
export class ToldBacktests implements Backtests {
  readonly #jobs: BacktestJob[] = [];
  readonly #results = new Map<string, ToldResult>();

  get all(): readonly BacktestJob[] {
    return this.#jobs;
  }

  async ask(request: BacktestRequest): Promise<Result<BacktestJob>> {
    if (request.strategy === 'refused') return refuse('bad_request', 'no such strategy');
    const id = `20261126t140000z-${this.#jobs.length + 1}`;
    const job: BacktestJob = { id, request, state: 'waiting', askedAt: BEGIN, ...NOTHING_YET };
    this.#jobs.unshift(job);
    return ok(job);
  }

  async cancel(id: string): Promise<boolean> {
    return this.#change(id, { state: 'canceled', endedAt: BEGIN, progress: null });
  }

  async forget(id: string): Promise<boolean> {
    const at = this.#jobs.findIndex((job) => job.id === id);
    if (at >= 0) this.#jobs.splice(at, 1);
    return at >= 0;
  }

  async simulation(): Promise<Result<ConfiguredSimulation>> {
    return ok({ latency: '20,40,40', 'infer-fills': 'off' });
  }

  defaults(): ReturnType<typeof defaultConfiguration> {
    return defaultConfiguration();
  }

  async runs(): Promise<readonly string[]> {
    return [];
  }

  async result(id: string): Promise<Result<object>> {
    const found = this.#results.get(id);
    return found === undefined ? refuse('not_found', 'there is none') : ok(found);
  }

  async open() {
    const text = '<h1>Whole report</h1>';
    return { bytes: text.length, stream: Readable.from([text]) };
  }

  async film(id: string): Promise<Result<Film>> {
    const found = this.#results.get(id);
    return found?.schema === 'polydesk.film' ? ok(found) : refuse('not_found', 'there is none');
  }

  /** Of the only film there is. */
  async filmPart(_id: string, part: number): Promise<Result<FilmPart>> {
    return partOfInventedFilm(part);
  }

  /** Says how far the newest is. */
  isAt(done: number, what = 'late-favourite'): void {
    const progress = { what, done, total: 100 };
    this.#change(this.#newest, { state: 'running', startedAt: BEGIN, progress });
  }

  /** Says what came of the newest. */
  ends(result: ToldResult): void {
    this.#results.set(this.#newest, result);
    const over = { state: 'done', startedAt: BEGIN, endedAt: BEGIN + 9_000_000 } as const;
    this.#change(this.#newest, { ...over, progress: null, result: resultOf(result) });
  }

  get #newest(): string {
    return this.#jobs[0]?.id ?? '';
  }

  #change(id: string, change: Partial<BacktestJob>): boolean {
    const at = this.#jobs.findIndex((job) => job.id === id);
    const job = this.#jobs[at];
    if (job !== undefined) this.#jobs[at] = { ...job, ...change };
    return job !== undefined;
  }
}

/** What is added to each price, in units: the more, the less is made. */
function playedAt(premium: number, markets = 60): Report {
  return foldReport(inventedRun({ markets, strategies: ['late-favourite'], premium }));
}

/** As a run writes it of which somebody has set the threshold and the capital. */
const CONFIGURATION = {
  ...defaultConfiguration(),
  strategies: [{ name: 'late-favourite', parameters: { threshold: '0.7', size: '10' } }],
  capital: '500',
};

/** The result of a backtest on so many invented markets. */
export function aResult(premium: number, markets?: number): SummaryJson {
  const summary = summaryJson(reportJson(playedAt(premium, markets)));
  return { ...summary, run: { ...summary.run, configuration: CONFIGURATION } };
}

const THRESHOLDS = { name: 'threshold', values: ['0.6', '0.7', '0.8'] };
const LATENCIES = { name: 'latency ms', values: ['0', '250'] };

/** That of a sweep of three thresholds and two latencies; its third cell is the best. */
export function aSweep(axes = [THRESHOLDS, LATENCIES]): SweepJson {
  const reports = [0, 20_000, -60_000, 40_000, 10_000, 90_000].map((one) => playedAt(one));
  const cells = combinationsOf(axes).map((at, i) => sweptCell(at, reports[i] as Report));
  const { sources, markets, period } = (reports[0] as Report).record;
  const data = { sources, markets: markets.length, period };
  return sweepJson(foldSweep('late-favourite', axes, cells, data));
}

/** The same with its three columns across. */
export function aWideSweep(): SweepJson {
  return aSweep([LATENCIES, THRESHOLDS]);
}
