import type { Usd } from '../../domain/units.ts';
import type { RunRecord } from '../run-record.ts';
import { outlay, type Trade } from './trade.ts';

/** Trades that no profit, win rate or interval counts, and why. */
export type Excluded = {
  /** Markets of the run whose winner nobody knows, traded or not. */
  readonly undecidedMarkets: number;
  readonly undecided: ExcludedTrades;
  /** Held in markets that were decided after the run's last event. */
  readonly open: ExcludedTrades;
};

export type ExcludedTrades = {
  readonly trades: number;
  readonly markets: number;
  /** Paid to enter, fees included. */
  readonly outlay: Usd;
  /** Realized by sales before the end: real cash, but left out with its trade. */
  readonly realized: Usd;
  /** What the shares still held cost. */
  readonly heldCost: Usd;
  /** What all of it would have made if every share still held had lost, and had won. */
  readonly netIfLost: Usd;
  readonly netIfWon: Usd;
};

export function foldExcluded(
  trades: readonly Trade[],
  resolutions: RunRecord['resolutions'],
): Excluded {
  return {
    undecidedMarkets: resolutions.filter((resolution) => resolution === undefined).length,
    undecided: sumExcluded(trades.filter((trade) => trade.state === 'undecided')),
    open: sumExcluded(trades.filter((trade) => trade.state === 'open')),
  };
}

export function sumExcluded(trades: readonly Trade[]): ExcludedTrades {
  const sum = (of: (trade: Trade) => Usd) => trades.reduce((total, t) => total + of(t), 0) as Usd;
  const realized = sum((trade) => trade.net);
  const heldCost = sum((trade) => trade.heldCost);
  const netIfLost = (realized - heldCost) as Usd;
  // A share that wins pays a dollar, and both are counted in millionths.
  const heldSize = trades.reduce((total, trade) => total + trade.heldSize, 0);
  return {
    trades: trades.length,
    markets: new Set(trades.map((trade) => trade.market)).size,
    outlay: sum(outlay),
    realized,
    heldCost,
    netIfLost,
    netIfWon: (netIfLost + heldSize) as Usd,
  };
}
