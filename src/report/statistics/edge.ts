import type { Interval } from '../../domain/interval.ts';
import { SCALE } from '../../domain/units.ts';
import { wilson } from '../../domain/wilson.ts';
import { sumProfit } from '../folds/profit.ts';
import { outlay, type Trade } from '../folds/trade.ts';
import { clusterBootstrap, RELIABLE_CLUSTERS } from './bootstrap.ts';
import { clusterError } from './cluster-error.ts';
import { judge, type Uncounted, type Verdict } from './verdict.ts';

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

/** Sums by cluster: dollars, and trades. */
export type ClusterSums = {
  readonly nets: Float64Array;
  readonly counts: Float64Array;
  readonly outlays: Float64Array;
};

export function sumClusters(clusters: readonly (readonly Trade[])[]): ClusterSums {
  const column = (of: (trade: Trade) => number) =>
    Float64Array.from(clusters, (group) => group.reduce((sum, trade) => sum + of(trade), 0));
  return {
    nets: column((trade) => trade.net / SCALE),
    counts: column(() => 1),
    outlays: column((trade) => outlay(trade) / SCALE),
  };
}

/**
 * Statistics of counted trades, those of a cluster together: they win and lose as one. `seed`
 * drives the resampling alone.
 */
export function measureEdge(
  clusters: readonly (readonly Trade[])[],
  uncounted: Uncounted,
  seed: number,
): Edge {
  const trades = clusters.flat();
  const { wins, size, cost, outlay: paid, net } = sumProfit(trades);
  const { nets, counts, outlays } = sumClusters(clusters);
  const intervals = clusterBootstrap(nets, [counts, outlays], seed);
  const some = trades.length > 0;
  const heldAll = some && trades.every((trade) => trade.exit === 'settlement');
  const measured = {
    trades: trades.length,
    clusters: clusters.length,
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
    isReliable: clusters.length >= RELIABLE_CLUSTERS,
  };
  const verdict = judge(measured, boundsOf(trades), uncounted);
  return { ...measured, verdict };
}

/** In dollars over all trades: what came of them, and the least and most that could have. */
export type Bounds = { readonly net: number; readonly worst: number; readonly best: number };

/** What was paid can be lost; a share can pay one dollar. */
export function boundsOf(trades: readonly Trade[]): Bounds {
  const { net, size, outlay: paid } = sumProfit(trades);
  return { net: net / SCALE, worst: paid / SCALE, best: (size - paid) / SCALE };
}
