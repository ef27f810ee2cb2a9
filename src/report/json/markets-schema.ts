import type { Decimal, Maybe } from './values-schema.ts';

/**
 * A list of markets (`markets --json`). Stable: a field is never removed or changed in meaning
 * without a new `schemaVersion`; fields may be added.
 */
export type MarketsJson = {
  readonly schema: 'polydesk.markets';
  readonly schemaVersion: 1;
  /** Markets that passed the filter; the list may be shorter. */
  readonly found: number;
  /** Rows that were read, and those of them that are no market of two outcomes. */
  readonly read: number;
  readonly unreadable: number;
  /** False: more are left beyond the last page that was read. */
  readonly isWhole: boolean;
  readonly readAt: number;
  /** When an archive's catalogue was brought up to date; null: the venue was asked now. */
  readonly asOf: Maybe<number>;
  readonly ageSeconds: Maybe<number>;
  readonly markets: readonly ListedMarketJson[];
};

/** Prices and volumes are minutes old: for choosing, never to trade on. */
export type ListedMarketJson = {
  readonly slug: string;
  readonly question: Maybe<string>;
  readonly state: 'created' | 'accepting' | 'trading' | 'closed' | 'resolved';
  readonly category: Maybe<string>;
  readonly asset: Maybe<string>;
  readonly frame: Maybe<string>;
  readonly opensAt: Maybe<number>;
  readonly closesAt: Maybe<number>;
  /** Of the first outcome. */
  readonly bestBid: Maybe<Decimal>;
  readonly bestAsk: Maybe<Decimal>;
  readonly spread: Maybe<Decimal>;
  /** Shares. */
  readonly minimumSize: Maybe<Decimal>;
  /** Dollars. */
  readonly volume: Maybe<Decimal>;
  readonly volume24h: Maybe<Decimal>;
  readonly liquidity: Maybe<Decimal>;
};
