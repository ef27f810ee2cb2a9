import { SCALE } from '../../domain/units.ts';
import { groupByMarket, sumProfit } from '../folds/profit.ts';
import { outlay, type Trade } from '../folds/trade.ts';
import { clusterBootstrap, RELIABLE_CLUSTERS } from './bootstrap.ts';
import { clusterError } from './cluster-error.ts';
import type { Interval } from './interval.ts';
import { judge, type Uncounted, type Verdict } from './verdict.ts';
import { wilson } from './wilson.ts';

/** What a sample of trades says about an edge. Everything undefined where nothing can be said. */
export type Edge = {
  readonly trades: number;
  /** Markets traded: the clusters of every interval. */
  readonly clusters: number;
  readonly wins: number;
  readonly winRate: number | undefined;
  /** Wilson; treats trades as independent. */
  readonly winRateInterval: Interval | undefined;
  /** Dollars per share paid on average, without and with the fees of entry. */
  readonly averageEntry: number | undefined;
  readonly averageEntryWithFees: number | undefined;
  /**
   * Share of trades that must pay out for trades held to settlement to cover their cost and fees:
   * dollars paid over shares bought. Undefined unless every trade was held to settlement.
   */
  readonly breakEvenWinRate: number | undefined;
  /** Dollars of net profit per trade. */
  readonly mean: number | undefined;
  readonly meanError: number | undefined;
  readonly meanInterval: Interval | undefined;
  /** Net profit over dollars paid to enter, fees included. */
  readonly roi: number | undefined;
  readonly roiInterval: Interval | undefined;
  /** Enough clusters for the intervals to mean what they say. */
  readonly isReliable: boolean;
  readonly verdict: Verdict;
};

/** Statistics of counted trades; `seed` drives the resampling alone. */
export function measureEdge(trades: readonly Trade[], uncounted: Uncounted, seed: number): Edge {
  const { wins, size, cost, outlay: paid, net } = sumProfit(trades);
  const markets = [...groupByMarket(trades).values()];
  const column = (of: (trade: Trade) => number) =>
    Float64Array.from(markets, (group) => group.reduce((sum, trade) => sum + of(trade), 0));
  const nets = column((trade) => trade.net / SCALE);
  const counts = column(() => 1);
  const outlays = column((trade) => outlay(trade) / SCALE);
  const intervals = clusterBootstrap(nets, [counts, outlays], seed);
  const some = trades.length > 0;
  const heldAll = some && trades.every((trade) => trade.exit === 'settlement');
  const measured = {
    trades: trades.length,
    clusters: markets.length,
    wins,
    winRate: some ? wins / trades.length : undefined,
    winRateInterval: wilson(wins, trades.length),
    averageEntry: some ? cost / size : undefined,
    averageEntryWithFees: some ? paid / size : undefined,
    breakEvenWinRate: heldAll ? paid / size : undefined,
    mean: some ? net / SCALE / trades.length : undefined,
    meanError: clusterError(nets, counts),
    meanInterval: intervals?.[0],
    roi: some ? net / paid : undefined,
    roiInterval: intervals?.[1],
    isReliable: markets.length >= RELIABLE_CLUSTERS,
  };
  const bounds = { net: net / SCALE, worst: paid / SCALE, best: (size - paid) / SCALE };
  return { ...measured, verdict: judge(measured, bounds, uncounted) };
}
