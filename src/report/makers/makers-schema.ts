import type {
  CorrectionJson,
  LeftOutJson,
  PValueJson,
  VerdictJson,
} from '../claims/board-schema.ts';
import type { MakingJson } from '../json/making-schema.ts';
import type { Decimal, IntervalJson, Maybe } from '../json/values-schema.ts';

/**
 * The makers' board as JSON. Stable: a field is never removed or changed in meaning without a new
 * `schemaVersion`; fields may be added. What its values are: json/values-schema.ts.
 */
export type MakersJson = {
  readonly schema: 'polydesk.makers';
  readonly schemaVersion: 1;
  readonly correction: CorrectionJson;
  /** What was the same in every run, and what all answers rest on: sentences. */
  readonly rules: readonly string[];
  readonly restsOn: string;
  readonly sets: readonly {
    readonly name: string;
    /** Facts that the days of the set do not tell, and what stands in for them. */
    readonly standIns: readonly string[];
    /** Why the set carries no verdict; null: it does. */
    readonly doubt: Maybe<string>;
  }[];
  readonly rows: readonly MakerRowJson[];
  /** `variant` sent the same orders as the maker `as` in `runs` of its runs: these are no rows. */
  readonly alike: readonly {
    readonly set: string;
    readonly variant: string;
    readonly as: string;
    readonly runs: number;
    readonly of: number;
  }[];
};

/** One maker alone on one set, by one rule of who is filled, at one latency. */
export type MakerRowJson = {
  readonly strategy: string;
  readonly variant: string;
  readonly set: string;
  readonly fillsBy: string;
  /** As it was asked for. */
  readonly latencyMs: number;
  readonly orders: number;
  /** With counted trades; those that overlap in time are one. */
  readonly windows: number;
  readonly trades: number;
  readonly outlay: Decimal;
  /** Fees off, without rebates and rewards: those are in `making`. */
  readonly net: Decimal;
  readonly fees: Decimal;
  readonly roi: Maybe<Decimal>;
  readonly roiInterval: Maybe<IntervalJson>;
  readonly deepestDrawdown: Decimal;
  /** Part of the turnover that no recorded print proves. */
  readonly inferredShare: Maybe<Decimal>;
  readonly leftOut: LeftOutJson;
  readonly p: Maybe<PValueJson>;
  readonly correctedP: Maybe<Decimal>;
  readonly verdict: VerdictJson;
  /** Null where nothing was filled at rest, or scored for rewards. */
  readonly making: Maybe<MakingJson>;
  /** What stood in the way of trading, in words. */
  readonly obstacles: string;
  /** How often risk paused a market, by why. */
  readonly pauses: Readonly<Record<'adverse_fills' | 'failures' | 'cross_rejects', number>>;
  /** Of the run's decisions. */
  readonly hash: string;
};
