/**
 * A backtest, a sweep or a film that somebody asked for on a screen: what the command line takes,
 * as text. Undefined: as the command has it by itself. A film is of the one market that is named;
 * of a run in which that was traded, or of a strategy that is played on the recording.
 */
export type BacktestRequest = {
  readonly kind: 'backtest' | 'sweep' | 'film';
  readonly strategy: string;
  /** By name, as text: the strategy's own rules read them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly datasets?: readonly string[] | undefined;
  readonly markets?: readonly string[] | undefined;
  readonly assets?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly completeOnly?: boolean | undefined;
  /** Options of the simulated exchange by their long names, e.g. latency, queue, infer-fills. */
  readonly simulation: Readonly<Record<string, string>>;
  /** Of a sweep: parameters and the values to try. */
  readonly over?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Of a film: the run to repeat; undefined: the strategy is played anew. */
  readonly run?: string | undefined;
  /** Of a sweep: total latencies to try, ms. */
  readonly latencies?: readonly number[] | undefined;
};

/** Options of the simulated exchange that a request may set. */
export const SIMULATION_OPTIONS = [
  'capital',
  'latency',
  'queue',
  'infer-fills',
  'unknown-depth',
  'half-spread',
  'seed',
  'fee',
  'rebate',
  'taker-delay',
  'minimum-size',
] as const;

export type SimulationOption = (typeof SIMULATION_OPTIONS)[number];

/**
 * What the configuration says of these options, as the command takes it. Left out: it says nothing,
 * and the command's own value holds.
 */
export type ConfiguredSimulation = { readonly [Name in SimulationOption]?: string | undefined };

export type BacktestState = 'waiting' | 'running' | 'done' | 'failed' | 'canceled' | 'broken_off';

/** Where a request stands. Times µs UTC. */
export type BacktestJob = {
  readonly id: string;
  readonly request: BacktestRequest;
  readonly state: BacktestState;
  readonly askedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Null: not begun, or over. */
  readonly progress: BacktestShare | null;
  /** What came out; null: nothing yet. Dollars as decimal text. */
  readonly result: BacktestResult | null;
  /** What it said last: why it failed. */
  readonly message: string;
};

export type BacktestShare = {
  /** Which of several runs, and what it works on. */
  readonly what: string;
  readonly done: number;
  /** Null: nobody knows. */
  readonly total: number | null;
};

export type BacktestResult = {
  /** Of the recordings: simulated ones are told apart everywhere. */
  readonly provenance: string;
  readonly hash: string | null;
  readonly trades: number | null;
  readonly net: string | null;
  readonly fees: string | null;
  readonly meanPerTrade: string | null;
  readonly low: string | null;
  readonly high: string | null;
  /** Of a sweep: cells, and the values of the best one. */
  readonly cells: number | null;
  readonly best: Readonly<Record<string, string>> | null;
  /** Of a film: pictures, and whether the run decided so. */
  readonly frames: number | null;
  readonly isSame: boolean | null;
};
