import type { FeeSchedule } from './fee.ts';
import type { ConditionId, TokenId } from './ids.ts';
import type { RewardProgramme } from './reward-programme.ts';
import type { TickSize } from './tick.ts';
import type { Shares, Timestamp } from './units.ts';

/** How the winner of a market is decided, by the rule in force on its date. */
export type ResolutionRule =
  /** Up iff the reference's last print at or before the close >= the one at the open. */
  | { readonly kind: 'spot_close_vs_open'; readonly feed: string; readonly tie: 'first' | 'half' }
  /** The same between two look-back averages (crypto up/down since 2026-08-07). */
  | {
      readonly kind: 'twap_close_vs_open';
      readonly feed: string;
      readonly lookbackSeconds: number;
      readonly tie: 'first' | 'half';
    }
  /** Decided by the venue's oracle on facts that no price feed tells. */
  | { readonly kind: 'oracle' };

/** From `at` on, prices are multiples of `tick`. */
export type TickChange = { readonly at: Timestamp; readonly tick: TickSize };

/** A fact about a market and where it comes from; `undefined` says that it is not known. */
export type Sourced<T> = { readonly value: T; readonly source: string };

/**
 * One yes/no question with two outcome tokens. Holds public facts known before the close; who won
 * is never here (see Resolution), so nothing that reads a market can look ahead.
 */
export type Market = {
  /** Readable name, unique within a venue, e.g. btc-updown-5m-1776081300. */
  readonly slug: string;
  readonly conditionId: ConditionId | undefined;
  /** The venue's order; the meaning is in `labels`, which recordings may not tell. */
  readonly tokens: readonly [TokenId | undefined, TokenId | undefined];
  readonly labels: readonly [string | undefined, string | undefined];
  readonly question: string | undefined;
  /** crypto, sports, ... as the venue's fee page groups markets. */
  readonly category: string | undefined;
  /** btc, eth, ...; undefined where no single asset is asked about. */
  readonly asset: string | undefined;
  readonly opensAt: Timestamp | undefined;
  readonly closesAt: Timestamp | undefined;
  /** At least one entry; the first holds from the beginning. */
  readonly ticks: readonly TickChange[];
  /** Smallest size of a resting order. */
  readonly minimumSize: Shares | undefined;
  readonly fee: Sourced<FeeSchedule> | undefined;
  readonly rule: Sourced<ResolutionRule> | undefined;
  /** Exactly one market of its group wins; another contract settles it. Undefined: not known. */
  readonly negativeRisk?: boolean | undefined;
  /**
   * The venue's name of the happening that it belongs to with others: of negative risk the id of
   * the group on chain, else that of the event. Undefined: with none, or not known.
   */
  readonly group?: string | undefined;
  /** What resting near the midpoint earns; undefined: nobody has said. */
  readonly rewards?: Sourced<RewardProgramme> | undefined;
  /** When the venue made the market; undefined: nobody has said. */
  readonly createdAt?: Timestamp | undefined;
  /** How long the venue holds a marketable order back; 0 where it is known not to. */
  readonly takerDelayMs: number | undefined;
};

/** The end of a market. Kept apart from Market: strategies see it only when it happens. */
export type Resolution = {
  /** Dollars that a share of the first outcome pays, in price units: 1, 0.5 or 0. */
  readonly payout: 0 | 500_000 | 1_000_000;
  readonly at: Timestamp;
  /** venue: the official outcome; reference: re-derived by the market's own rule. Two proxies,
   * flagged wherever they are used: other_feed, by the prices of another feed than the rule's, and
   * final_price, from the last book. */
  readonly source: 'venue' | 'reference' | 'other_feed' | 'final_price';
};
