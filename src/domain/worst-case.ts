import type { Position } from './position.ts';
import { mulDiv, type Shares, type Usd } from './units.ts';

/** What is held of both outcomes of a market, and what is asked for. */
export type Stake = {
  readonly winner: Position | undefined;
  readonly loser: Position | undefined;
  /** Shares of the winner that open sales may still sell. */
  readonly offered: Shares;
  /** Dollars that open buys of the loser may still cost. */
  readonly bid: Usd;
};

/**
 * What is lost at worst where one outcome wins: what the shares cost, less the dollar that each
 * share of the winner pays. Whatever is not final yet goes the worse way: a buy of the winner does
 * not fill or settle, a sale of it does; a buy of the loser fills and settles, a sale of it does
 * not. Negative: something is won in any case.
 */
export function lossWhere({ winner, loser, offered, bid }: Stake): Usd {
  const kept = winner === undefined ? 0 : lossOfWinner(winner, offered);
  const gone = loser === undefined ? 0 : loser.cost + loser.saleCost;
  return (kept + gone + bid) as Usd;
}

function lossOfWinner({ settled, settledCost, traded, cost }: Position, offered: Shares): number {
  // The venue has sold what was not settled: whatever is left may fail.
  if (settled <= 0) return Math.max(0, cost - traded);
  // What an open sale takes away would have paid more than it cost.
  const sold = Math.min(offered, settled);
  const soldCost = sold === 0 ? 0 : mulDiv(settledCost, sold, settled, 'down');
  // A buy that is not settled yet may fail: it is worth no more than it cost, and counts so.
  const waiting = Math.max(0, cost - settledCost - (traded - settled));
  return settledCost - settled + sold - soldCost + waiting;
}
