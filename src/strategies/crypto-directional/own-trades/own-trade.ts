import type { Outcome } from '../../../domain/ids.ts';
import type { Price, Shares, Timestamp, Usd } from '../../../domain/units.ts';

/** What was thought of an order to buy as it was sent. */
export type Thought = {
  readonly isYes: boolean;
  /** That the outcome which it buys comes true. */
  readonly probability: number;
  /** Dollars a share above what it was to cost, fees included. */
  readonly edge: number;
};

/**
 * Shares of one outcome, from the first that is bought until none is left, as far as the chain has
 * confirmed them. Plain JSON. What was thought is the mean over its shares.
 */
type OwnTrade = Thought & {
  /** Its slug: an index is of one run. */
  readonly market: string;
  readonly outcome: Outcome;
  readonly bought: Shares;
  readonly sold: Shares;
  /** Fees included. */
  readonly paid: Usd;
  /** By sales, fees off, and in the end by the market. */
  readonly received: Usd;
};

export type OpenTrade = OwnTrade & {
  readonly openedAt: Timestamp;
  /** Of the market, or when it was last seen open after that; undefined: not known. */
  readonly closesAt?: Timestamp | undefined;
};

export type ClosedTrade = OwnTrade & {
  readonly closedAt: Timestamp;
  /** What a share paid in the end, sold before or not; undefined: nobody has heard yet. */
  readonly payout?: Price | undefined;
};

/** What is left of it after all fees. */
export function netOf({ received, paid }: ClosedTrade): Usd {
  return (received - paid) as Usd;
}

/** By their ends; those of one moment by name, so that the order of being heard does not matter. */
export function byEnd(a: ClosedTrade, b: ClosedTrade): number {
  if (a.closedAt !== b.closedAt) return a.closedAt - b.closedAt;
  if (a.market !== b.market) return a.market < b.market ? -1 : 1;
  return a.outcome - b.outcome;
}
