import type { Result } from '../../domain/result.ts';
import type {
  LogLine,
  OfferedStrategy,
  PastDecision,
  PastFill,
  PastTrade,
  Profit,
  RecordedCoverage,
  RecordedDataset,
  RunEquity,
  RunningConfiguration,
} from './history.ts';

/** Which rows, newest first; all that is said has to hold. */
export type RowChoice = {
  readonly run?: string | undefined;
  readonly strategy?: string | undefined;
  readonly market?: string | undefined;
  /** Only rows before this one: the `next` of an earlier page. */
  readonly before?: string | undefined;
  readonly most: number;
};

export type Page<Row> = {
  readonly rows: readonly Row[];
  /** Of the page after it; null: there is none. */
  readonly next: string | null;
};

export type LogChoice = {
  /** That, or worse. */
  readonly level?: 'info' | 'warning' | 'error' | undefined;
  readonly category?: string | undefined;
  readonly strategy?: string | undefined;
  readonly market?: string | undefined;
  /** Stands anywhere in the line, in whatever case. */
  readonly text?: string | undefined;
  readonly before?: string | undefined;
  readonly most: number;
};

export type Since = 'today' | 'week' | 'month' | 'all';

/** What is told of time past: read from the files of an archive, never through the engine. */
export type DashboardSources = {
  decisions(choice: RowChoice & DecisionChoice): Promise<Result<Page<PastDecision>>>;
  fills(
    choice: RowChoice & { readonly order?: number | undefined },
  ): Promise<Result<Page<PastFill>>>;
  trades(choice: RowChoice): Promise<Result<Page<PastTrade>>>;
  profit(): Promise<Result<Profit>>;
  /** Runs that went on then or since, newest first. */
  runEquity(since: Since): Promise<Result<readonly RunEquity[]>>;
  logs(choice: LogChoice): Promise<Result<Page<LogLine>>>;
  recordings(): Promise<Result<readonly RecordedDataset[]>>;
  coverage(dataset: string, choice: CoverageChoice): Promise<Result<Page<RecordedCoverage>>>;
  strategies(): Promise<Result<readonly OfferedStrategy[]>>;
  configuration(): Promise<Result<RunningConfiguration>>;
};

export type DecisionChoice = {
  /** Undefined: all. Orders alone are what became of orders. */
  readonly kind?: 'order' | 'cancel' | 'split' | 'merge' | 'skip' | undefined;
  readonly status?: string | undefined;
};

export type CoverageChoice = Pick<RowChoice, 'market' | 'before' | 'most'>;
