import type { Json } from '../run-record.ts';
import type { MakingJson } from './making-schema.ts';
import type { Decimal, IntervalJson, Maybe } from './values-schema.ts';

/**
 * The report as JSON. Stable: a field is never removed or changed in meaning without a new
 * `schemaVersion`; fields may be added.
 * What its values are: values-schema.ts.
 */
export type ReportJson = {
  readonly schema: 'polydesk.report';
  readonly schemaVersion: 1;
  readonly run: RunJson;
  /** The whole account; only counted trades, see TradeJson.state. */
  readonly result: PerformanceJson;
  readonly strategies: readonly PerformanceJson[];
  readonly byMarket: readonly {
    readonly market: string;
    readonly trades: number;
    readonly net: Decimal;
  }[];
  /** 24 entries by UTC hour of entry. */
  readonly byHour: readonly {
    readonly hour: number;
    readonly trades: number;
    readonly net: Decimal;
  }[];
  /** The account's equity: cash plus open positions at cost, at each settlement or sale. */
  readonly equity: readonly EquityJson[];
  readonly orders: OrdersJson;
  /** Null: no split and no merge was wished for. */
  readonly sets: Maybe<Readonly<Record<'split' | 'merge', SetsJson>>>;
  readonly calibration: CalibrationJson;
  /** Models beside the market's midpoint; null where none spoke. */
  readonly forecasts: Maybe<ForecastsJson>;
  /** What makers are judged by; null where nothing was filled at rest. */
  readonly making: Maybe<MakingJson>;
  readonly ledger: LedgerJson;
  readonly coverage: readonly CoverageJson[];
  readonly openPositions: readonly OpenPositionJson[];
  readonly trades: readonly TradeJson[];
  readonly assumptions: readonly { readonly code: string; readonly text: string }[];
};

export type RunJson = {
  readonly mode: 'backtest' | 'paper' | 'live';
  /** Hash of the run's decisions. */
  readonly hash: string;
  readonly configuration: Json;
  readonly seed: number;
  readonly software: { readonly version: string; readonly node: string };
  readonly sources: readonly {
    readonly dataset: string;
    readonly provenance: 'live' | 'recorded' | 'simulated';
    readonly rows: number;
    readonly hash: Maybe<string>;
    readonly origin: Maybe<string>;
    readonly license: Maybe<string>;
  }[];
  readonly from: Maybe<number>;
  readonly to: Maybe<number>;
  readonly markets: number;
  /** Of wall time: differs from run to run. */
  readonly timing: { readonly events: number; readonly wallSeconds: Decimal };
};

export type PerformanceJson = {
  readonly name: string;
  readonly trades: number;
  readonly markets: number;
  readonly wins: number;
  readonly winRate: Maybe<Decimal>;
  /** Wilson, 95 %. */
  readonly winRateInterval: Maybe<IntervalJson>;
  readonly breakEvenWinRate: Maybe<Decimal>;
  readonly averageEntry: Maybe<Decimal>;
  readonly averageEntryWithFees: Maybe<Decimal>;
  readonly shares: Decimal;
  readonly cost: Decimal;
  /** Cost and fees of entry: what the return is measured against. */
  readonly outlay: Decimal;
  readonly turnover: Decimal;
  readonly gross: Decimal;
  readonly fees: Decimal;
  readonly net: Decimal;
  /** Accrued, paid later by the venue; in no other number. */
  readonly rebate: Decimal;
  readonly meanPerTrade: Maybe<Decimal>;
  /** Standard error, clustered by market. */
  readonly meanError: Maybe<Decimal>;
  /** Percentile bootstrap clustered by market, 95 %. */
  readonly meanInterval: Maybe<IntervalJson>;
  readonly roi: Maybe<Decimal>;
  readonly roiInterval: Maybe<IntervalJson>;
  /** False below 30 markets. */
  readonly intervalsReliable: boolean;
  readonly maxDrawdown: Decimal;
  readonly verdict: {
    readonly code: 'no_trades' | 'too_few' | 'no_edge' | 'positive' | 'loses';
    readonly text: string;
    readonly why: string;
  };
  /** `unproven`: inferred and assumed fills together. */
  readonly evidence: Readonly<
    Record<'inferred' | 'assumed' | 'unproven' | 'otherFeed' | 'finalPrice', EvidenceJson>
  >;
  readonly excluded: {
    readonly undecidedMarkets: number;
    readonly undecided: ExcludedJson;
    readonly open: ExcludedJson;
  };
};

/** The part of the counted trades that rests on weaker evidence. */
export type EvidenceJson = {
  readonly trades: number;
  readonly turnover: Decimal;
  readonly shareOfTurnover: Maybe<Decimal>;
  readonly net: Decimal;
  /** Of the sum of all gains and losses, signs dropped. */
  readonly shareOfAbsoluteNet: Maybe<Decimal>;
};

export type ExcludedJson = {
  readonly trades: number;
  readonly markets: number;
  readonly outlay: Decimal;
  readonly realized: Decimal;
  readonly heldCost: Decimal;
  /** Net of all of it had every share still held lost, and won. */
  readonly netIfLost: Decimal;
  readonly netIfWon: Decimal;
};

export type EquityJson = {
  readonly at: number;
  readonly equity: Decimal;
  readonly drawdown: Decimal;
};

export type OrdersJson = {
  readonly submitted: number;
  readonly filled: number;
  readonly partlyFilled: number;
  readonly canceled: number;
  readonly expired: number;
  readonly unfinished: number;
  readonly denied: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  readonly cancelReasons: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  /** What was refused for lack of cash: `wishes` are orders to buy from `from` on. */
  readonly cashShortage: Maybe<{
    readonly from: number;
    readonly wishes: number;
    readonly denied: number;
    readonly marketsMissed: number;
  }>;
};

/** Splits or merges: sent, done, and why not; complete sets and gas of those that were done. */
export type SetsJson = {
  readonly requested: number;
  readonly done: number;
  readonly sets: Decimal;
  readonly gas: Decimal;
  readonly denied: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
};

export type CalibrationJson = {
  readonly forecasts: number;
  readonly bins: readonly {
    readonly from: Decimal;
    readonly to: Decimal;
    readonly count: number;
    readonly hits: number;
    readonly forecast: Decimal;
    readonly observed: Decimal;
    readonly interval: IntervalJson;
  }[];
  readonly score: Maybe<
    Readonly<
      Record<
        | 'brier'
        | 'reliability'
        | 'resolution'
        | 'uncertainty'
        | 'withinBins'
        | 'logLoss'
        | 'calibrationError'
        | 'calibrationErrorByChance',
        Maybe<Decimal>
      >
    >
  >;
};

export type ForecastsJson = {
  readonly all: ForecastSkillJson;
  readonly models: readonly (ForecastSkillJson & { readonly name: string })[];
};

export type ForecastSkillJson = {
  /** Of decided markets, beside a midpoint. */
  readonly forecasts: number;
  readonly withoutMid: number;
  readonly windows: number;
  readonly brier: ScoreJson;
  readonly logLoss: ScoreJson;
  readonly reliability: Readonly<Record<'model' | 'mid', readonly ReliabilityJson[]>>;
};

/** `difference` is the model's less the midpoint's, `interval` its own: 95 %, by window. */
export type ScoreJson = {
  readonly model: Maybe<Decimal>;
  readonly mid: Maybe<Decimal>;
  readonly difference: Maybe<Decimal>;
  readonly interval: Maybe<IntervalJson>;
};

export type ReliabilityJson = {
  readonly from: Maybe<Decimal>;
  readonly to: Maybe<Decimal>;
  readonly count: number;
  readonly hits: number;
  readonly forecast: Maybe<Decimal>;
  readonly observed: Maybe<Decimal>;
};

export type LedgerJson = Readonly<
  Record<
    | 'startingCash'
    | 'openedCost'
    | 'net'
    | 'excludedRealized'
    | 'heldCost'
    | 'finalCash'
    | 'unexplained',
    Decimal
  >
>;

export type CoverageJson = {
  readonly market: string;
  /** Of the market: trades of markets that overlap in time are of one window. */
  readonly opensAt: Maybe<number>;
  readonly closesAt: Maybe<number>;
  readonly rows: number;
  readonly from: Maybe<number>;
  readonly to: Maybe<number>;
  readonly complete: boolean;
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
  /** Longest wait between two messages of the open market in µs, and how many were over 5 s. */
  readonly longestSilence: Maybe<number>;
  readonly longSilences: Maybe<number>;
  readonly hasTrades: boolean;
  readonly series: Maybe<string>;
  readonly note: Maybe<string>;
  /** What a share of the first outcome paid; null in an undecided market. */
  readonly payout: Maybe<Decimal>;
  readonly resolution: Maybe<'venue' | 'reference' | 'other_feed' | 'final_price'>;
};

export type OpenPositionJson = {
  readonly market: string;
  readonly outcome: 0 | 1;
  readonly shares: Decimal;
  readonly cost: Decimal;
};

export type TradeJson = {
  readonly id: number;
  readonly strategy: string;
  readonly market: string;
  readonly outcome: 0 | 1;
  readonly label: Maybe<string>;
  /** Only `counted` trades are in any sum above. */
  readonly state: 'counted' | 'undecided' | 'open';
  readonly openedAt: number;
  readonly closedAt: Maybe<number>;
  readonly fills: number;
  readonly shares: Decimal;
  readonly entryPrice: Decimal;
  readonly exitPrice: Maybe<Decimal>;
  /** both: in more ways than one. */
  readonly exit: 'sale' | 'merge' | 'settlement' | 'both' | 'none';
  /** Of the shares: made by splits, turned back by merges. */
  readonly splitShares: Decimal;
  readonly mergedShares: Decimal;
  readonly cost: Decimal;
  /** Of the purchases: with `cost` what a return is measured against. */
  readonly entryFee: Decimal;
  readonly gross: Decimal;
  readonly fees: Decimal;
  readonly net: Decimal;
  readonly rebate: Decimal;
  readonly heldShares: Decimal;
  readonly heldCost: Decimal;
  /** Null unless the trade is counted. */
  readonly won: Maybe<boolean>;
  /** Dollars bought and sold by what the fills rest on. */
  readonly turnover: Readonly<Record<'venue' | 'book' | 'print' | 'inferred' | 'assumed', Decimal>>;
  readonly resolution: Maybe<'venue' | 'reference' | 'other_feed' | 'final_price'>;
  readonly payout: Maybe<Decimal>;
};
