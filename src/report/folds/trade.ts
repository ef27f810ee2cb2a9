import type { FillEvidence } from '../../domain/fill.ts';
import type { MarketIndex, StrategyIndex, TokenIndex } from '../../domain/ids.ts';
import type { Resolution } from '../../domain/market.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';

/**
 * One round of one strategy in one outcome token: from the first share bought until none is left.
 * A later purchase in the same token is another trade.
 */
export type Trade = {
  /** From 1, in order of the first fill. */
  readonly id: number;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  readonly token: TokenIndex;
  /** The venue's time of the first fill. */
  readonly openedAt: Timestamp;
  /** Of the last sale or of the settlement; undefined while shares are held. */
  readonly closedAt: Timestamp | undefined;
  readonly fills: number;
  /** All shares bought, or made by splits. */
  readonly size: Shares;
  /** Of these, made by splits, at the price by which a split's dollars are divided. */
  readonly splitSize: Shares;
  /** Shares that merges turned back into dollars. */
  readonly mergedSize: Shares;
  /** Average price of the purchases and splits, without fees. */
  readonly entryPrice: Price;
  /** What purchases and splits cost, without fees. */
  readonly cost: Usd;
  /** Fees of the purchases. */
  readonly entryFee: Usd;
  /** Average price of sales, merges and payout, without fees; undefined while shares are held. */
  readonly exitPrice: Price | undefined;
  /** How the shares left; both: in more ways than one. */
  readonly exit: 'sale' | 'merge' | 'settlement' | 'both' | 'none';
  /** Realized: proceeds and payout less the cost of those shares, before fees. */
  readonly gross: Usd;
  /** Of the realized shares, at entry and at exit; and all gas of splits and merges. */
  readonly fees: Usd;
  /** gross - fees. */
  readonly net: Usd;
  /** Accrued by maker fills, paid by the venue later: in no other number here. */
  readonly rebate: Usd;
  /** Shares still held, and what these cost, fees included. */
  readonly heldSize: Shares;
  readonly heldCost: Usd;
  /** Dollars bought and sold by what the fills rest on; splits and merges are no turnover. */
  readonly turnover: Readonly<Record<FillEvidence, Usd>>;
  /** How the winner is known; undefined in an undecided market. */
  readonly resolution: Resolution['source'] | undefined;
  /** What a share of this token paid; undefined when the run did not see the market settle. */
  readonly payout: Price | undefined;
  /**
   * counted: closed, in a decided market. undecided: nobody knows who won, so the trade is left
   * out of every profit. open: the market is decided, but after the run ended.
   */
  readonly state: 'counted' | 'undecided' | 'open';
  /** Each sale or settlement, for the equity curve; `net` adds up to the trade's. */
  readonly realizations: readonly Realization[];
};

export type Realization = { readonly at: Timestamp; readonly net: Usd };

/** A trade wins when it leaves more than it took, fees included. */
export function isWin(trade: Trade): boolean {
  return trade.net > 0;
}

/** Dollars paid to enter, fees included: what a return is measured against. */
export function outlay(trade: Trade): Usd {
  return (trade.cost + trade.entryFee) as Usd;
}

/** Dollars bought and sold, whatever the evidence. */
export function turnoverOf(trade: Trade): Usd {
  const { venue, book, print, inferred, assumed } = trade.turnover;
  return (venue + book + print + inferred + assumed) as Usd;
}
