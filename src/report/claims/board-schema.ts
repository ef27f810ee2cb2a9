import type { ForecastSkillJson } from '../json/schema.ts';
import type { Decimal, IntervalJson, Maybe } from '../json/values-schema.ts';
import type { Json } from '../run-record.ts';

/**
 * The claims board as JSON (`compare --claims --json`). Stable: a field is never removed or changed
 * in meaning without a new `schemaVersion`; fields may be added. What its values are:
 * json/values-schema.ts.
 */
export type BoardJson = {
  readonly schema: 'polydesk.claims';
  readonly schemaVersion: 1;
  /** What it says of the strategies that it was made for, in words. */
  readonly headlines: readonly {
    readonly strategy: string;
    readonly title: string;
    readonly text: string;
  }[];
  /** Of the trades of all rows. */
  readonly correction: CorrectionJson;
  /** Forecasts are a family of tests of their own. */
  readonly forecastCorrection: { readonly tests: number; readonly note: string };
  /** What was the same in every run: sentences. */
  readonly rules: readonly string[];
  readonly sets: readonly BoardSetJson[];
  /** Of variants that traded, or whose model spoke, on two sets or more. */
  readonly together: readonly BoardRowJson[];
  /** `report`: the file of its run, from the folder of all. */
  readonly rows: readonly (BoardRowJson & { readonly report: string })[];
  /** Markets of several sets: the set in which each counts, and those that pass it over. */
  readonly sharedMarkets: readonly {
    readonly slug: string;
    readonly taken: string;
    readonly passed: readonly string[];
  }[];
  /** What a source system has, or claims, and no row plays; `why` not. */
  readonly notPlayed: readonly {
    readonly name: string;
    readonly text: string;
    readonly at: string;
    readonly why: string;
  }[];
};

export type BoardSetJson = {
  readonly name: string;
  /** Reference feeds that were recorded with it. */
  readonly feeds: readonly string[];
  /** Facts that its days do not tell, and what stands in for them: sentences. */
  readonly standIns: readonly string[];
  readonly notes: readonly string[];
  /** Why it carries no verdict and is part of no sum; null: it does, and is. */
  readonly doubt: Maybe<string>;
  /** False: nothing was recorded that can be traded on. */
  readonly isPlayed: boolean;
};

/** A strategy's variant on one set, or on all of them together, at one latency. */
export type BoardRowJson = {
  readonly strategy: string;
  readonly variant: string;
  readonly set: string;
  readonly latencyMs: number;
  /** With counted trades; those that overlap in time are one. */
  readonly windows: number;
  readonly trades: number;
  readonly wins: number;
  readonly winRate: Maybe<Decimal>;
  /** Wilson, 95 %. */
  readonly winRateInterval: Maybe<IntervalJson>;
  readonly breakEvenWinRate: Maybe<Decimal>;
  readonly averageEntry: Maybe<Decimal>;
  readonly outlay: Decimal;
  readonly gross: Decimal;
  readonly fees: Decimal;
  readonly net: Decimal;
  readonly roi: Maybe<Decimal>;
  readonly roiInterval: Maybe<IntervalJson>;
  /** Part of the turnover that no recorded print proves, and on levels of unknown size. */
  readonly inferredShare: Maybe<Decimal>;
  readonly assumedShare: Maybe<Decimal>;
  /** Part of the windows whose winner another feed or the last price tells. */
  readonly proxyShare: Maybe<Decimal>;
  readonly windowsByWinner: Readonly<
    Record<'venue' | 'reference' | 'other_feed' | 'final_price', number>
  >;
  /** In no figure above: nobody knows who won, or it was settled after the run's end. */
  readonly undecided: LeftOutJson;
  readonly open: LeftOutJson;
  readonly p: Maybe<PValueJson>;
  readonly correctedP: Maybe<Decimal>;
  /** The smallest return that so many trades would show four times out of five. */
  readonly detectableReturn: Maybe<Decimal>;
  readonly verdict: VerdictJson;
  /** Null where no model spoke of a decided market. */
  readonly forecasts: Maybe<
    ForecastSkillJson & {
      readonly p: Maybe<PValueJson>;
      readonly correctedP: Maybe<Decimal>;
      readonly verdict: 'in_doubt' | 'too_thin' | 'better' | 'worse' | 'not_told_apart';
    }
  >;
  /** What the system that the strategy comes from said of it; null: nothing. */
  readonly sourceClaims: Maybe<{
    readonly short: string;
    readonly text: string;
    readonly at: string;
  }>;
  /** Of one run alone, null for all sets together: what stood in the way of trading, in words. */
  readonly obstacles: Maybe<string>;
  /** How often risk paused a market, by why. */
  readonly pauses: Maybe<Readonly<Record<'adverse_fills' | 'failures' | 'cross_rejects', number>>>;
  /** Of the run's decisions. */
  readonly hash: Maybe<string>;
  readonly configuration: Json;
};

/** All rows were tested together: `tests` p-values, corrected for their number. */
export type CorrectionJson = {
  readonly by: 'benjamini-hochberg' | 'benjamini-yekutieli';
  readonly level: Maybe<Decimal>;
  readonly tests: number;
  readonly untested: number;
  readonly note: string;
};

export type VerdictJson = {
  readonly code: 'in_doubt' | 'too_thin' | 'earns' | 'loses' | 'not_shown';
  readonly why: string;
};

/** Trades in no other figure, and what they would have made had all lost, and won. */
export type LeftOutJson = {
  readonly trades: number;
  readonly netIfLost: Decimal;
  readonly netIfWon: Decimal;
};

export type PValueJson = { readonly value: Maybe<Decimal>; readonly by: string };
