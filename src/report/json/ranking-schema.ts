import type { Decimal, Maybe } from './values-schema.ts';

/**
 * Markets by what quoting them is worth, the best first (`markets --rank --json`). Stable: a field
 * is never removed or changed in meaning without a new `schemaVersion`; fields may be added.
 */
export type RankingJson = {
  readonly schema: 'polydesk.ranking';
  readonly schemaVersion: 1;
  /** Markets that were looked at; all that there are, or not. */
  readonly read: number;
  readonly isWhole: boolean;
  /** When an archive's catalogue was brought up to date; null: the venue was asked now. */
  readonly asOf: Maybe<number>;
  /** What makes a market worth quoting, by name; null: no such rule. */
  readonly rule: Readonly<Record<string, Maybe<Decimal>>>;
  readonly markets: readonly RankedMarketJson[];
};

/** What is of a day is in dollars a day. */
export type RankedMarketJson = {
  readonly slug: string;
  readonly category: Maybe<string>;
  readonly createdAt: Maybe<number>;
  readonly closesAt: Maybe<number>;
  readonly isChosen: boolean;
  /** Why it is not chosen, with the numbers compared. */
  readonly obstacle: Maybe<{
    readonly code: string;
    readonly numbers: Readonly<Record<string, Maybe<Decimal>>>;
  }>;
  /** The components that are known, added up. */
  readonly score: Maybe<Decimal>;
  readonly components: Readonly<
    Record<'spread' | 'early' | 'rebate' | 'rewards' | 'toxicity', Maybe<Decimal>>
  >;
  /** Names of components that are in no sum. */
  readonly unknown: readonly string[];
  readonly isEarly: boolean;
  /** The activity is the rule's, for nobody knows the market's. */
  readonly isAssumed: boolean;
  /** Shares that our quotes would be filled for. */
  readonly sharesADay: Maybe<Decimal>;
  readonly bid: Maybe<Decimal>;
  readonly ask: Maybe<Decimal>;
  /** Dollars that rest. */
  readonly depth: Maybe<Decimal>;
  /** Dollars traded a minute. */
  readonly activity: Maybe<Decimal>;
  readonly rewardsADay: Maybe<Decimal>;
};
