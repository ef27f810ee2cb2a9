import type { Readable } from 'node:stream';
import type { Result } from '../../domain/result.ts';
import type {
  BacktestJob,
  BacktestRequest,
  ConfiguredSimulation,
} from '../../screen/backtest-job.ts';
import type { Film, FilmPart } from '../../screen/film.ts';
import type { SettingsChange, SettingsField, SettingsVersion } from '../../screen/settings.ts';

/** Backtests and sweeps, played beside the desk. */
export type Backtests = {
  /** Newest first. */
  readonly all: readonly BacktestJob[];
  ask(request: BacktestRequest): Promise<Result<BacktestJob>>;
  /** False: it is over, or there is none. */
  cancel(id: string): Promise<boolean>;
  forget(id: string): Promise<boolean>;
  /** What the configuration says of the simulated exchange, for what is asked without saying. */
  simulation(): Promise<Result<ConfiguredSimulation>>;
  /** The configuration of one of which nobody says anything, as its result writes it. */
  defaults(): Readonly<Record<string, unknown>>;
  /** Names of runs that can be filmed, newest first. */
  runs(): Promise<readonly string[]>;
  /** The figures of a backtest or sweep. Refuses `not_found`, `too_large` and `bad_result`. */
  result(id: string): Promise<Result<object>>;
  /** Undefined: there is none. It has to be read to its end, or destroyed. */
  open(id: string, name: 'result.json' | 'report.html'): Promise<OpenedFile | undefined>;
  /** Refuses `not_found` and `bad_film`. */
  film(id: string): Promise<Result<Film>>;
  filmPart(id: string, number: number): Promise<Result<FilmPart>>;
};

/** A file as it is given away: never whole in memory. */
export type OpenedFile = { readonly bytes: number; readonly stream: Readable };

/** What holds on top of the configuration from the next start on. */
export type Settings = {
  told(): Promise<Result<SettingsTold>>;
  check(values: unknown): Promise<Result<readonly SettingsChange[]>>;
  set(base: number, values: unknown, note: string): Promise<Result<number>>;
  rollBack(base: number, to: number): Promise<Result<number>>;
};

type SettingsTold = {
  readonly newest: SettingsVersion | undefined;
  readonly versions: readonly (SettingsVersion & { readonly changes: readonly SettingsChange[] })[];
  readonly fields: readonly SettingsField[];
};

/** What can be done on the pages beside looking at the desk and speaking to it. */
export type Workshop = { readonly backtests: Backtests; readonly settings: Settings };
