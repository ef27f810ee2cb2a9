import type { Interval } from '../../domain/interval.ts';
import { NO_USD, SCALE, type Shares, type Usd } from '../../domain/units.ts';
import { groupByMarket } from '../folds/profit.ts';
import { ratio } from '../format.ts';
import { clusterBootstrapOf } from '../statistics/bootstrap.ts';
import type { Inventory, RoundTrip } from './round-trips.ts';

/** What came of taking on inventory and giving it back. Undefined where nothing can be said. */
export type InventoryFigures = {
  readonly trips: number;
  readonly shares: Shares;
  readonly gross: Usd;
  readonly fees: Usd;
  readonly net: Usd;
  /** Trips with net above zero. */
  readonly wins: number;
  readonly winRate: number | undefined;
  /** 95 %, resampled by market; undefined where all trips were won, or none. */
  readonly winRateInterval: Interval | undefined;
  /** Gains over losses, both net; undefined without a loss. */
  readonly profitFactor: number | undefined;
  /** Microseconds from taking on to giving back, weighed by shares. */
  readonly meanHold: number | undefined;
  /** Of the spread that both fills of a trip earned, what was left when the trip was closed. */
  readonly capture: SpreadCapture | undefined;
  /** Inventory that the settlement paid. */
  readonly paidShares: Shares;
  readonly paidNet: Usd;
  readonly openShares: Shares;
  /** All shares of fills, on the way in and on the way out. */
  readonly tradedShares: Shares;
  readonly averageShares: number | undefined;
  /** Shares traded over those held on average; undefined where that is nothing. */
  readonly turns: number | undefined;
};

/** Trips whose midpoints are known at both fills. */
export type SpreadCapture = {
  readonly trips: number;
  readonly earned: Usd;
  readonly kept: Usd;
  /** 1: the midpoint did not move between the fills; undefined where nothing was earned. */
  readonly share: number | undefined;
};

/** `seed` drives the resampling alone. */
export function figuresOf(inventory: Inventory, seed: number): InventoryFigures {
  const { trips, paid, open, traded, average } = inventory;
  const sum = (of: (trip: RoundTrip) => number) => trips.reduce((total, t) => total + of(t), 0);
  const wins = trips.filter(({ net }) => net > 0).length;
  const gains = sum(({ net }) => Math.max(0, net));
  const losses = sum(({ net }) => Math.max(0, -net));
  const shares = sum(({ size }) => size) as Shares;
  const held = sum(({ size, openedAt, closedAt }) => (size / SCALE) * (closedAt - openedAt));
  return {
    trips: trips.length,
    shares,
    gross: sum(({ gross }) => gross) as Usd,
    fees: sum(({ fees }) => fees) as Usd,
    net: sum(({ net }) => net) as Usd,
    wins,
    winRate: ratio(wins, trips.length),
    winRateInterval: winInterval(trips, seed),
    profitFactor: ratio(gains, losses),
    meanHold: ratio(held, shares / SCALE),
    capture: captureOf(trips),
    paidShares: paid.reduce((total, { size }) => total + size, 0) as Shares,
    paidNet: paid.reduce((total, { net }) => total + net, 0) as Usd,
    openShares: open,
    tradedShares: traded,
    averageShares: average,
    turns: average === undefined ? undefined : ratio(traded, average),
  };
}

/**
 * Trips of one market follow its one path, so markets are drawn, not trips. Where all were won, or
 * none, every draw is the same: that tells nothing of how sure it is.
 */
function winInterval(trips: readonly RoundTrip[], seed: number): Interval | undefined {
  const clusters = [...groupByMarket(trips).values()];
  const columns = [
    Float64Array.from(clusters, (group) => group.filter(({ net }) => net > 0).length),
    Float64Array.from(clusters, ({ length }) => length),
  ];
  const isVaried = trips.some(({ net }) => net > 0) && trips.some(({ net }) => net <= 0);
  return isVaried ? clusterBootstrapOf(columns, shareOf, seed) : undefined;
}

function shareOf([part = 0, whole = 0]: ArrayLike<number> & Iterable<number>): number {
  return part / whole;
}

function captureOf(trips: readonly RoundTrip[]): SpreadCapture | undefined {
  const known = trips.filter(({ edge }) => edge !== undefined);
  if (known.length === 0) return undefined;
  const earned = known.reduce((sum, { edge = NO_USD }) => sum + edge, 0) as Usd;
  const kept = known.reduce((sum, { gross }) => sum + gross, 0) as Usd;
  return { trips: known.length, earned, kept, share: earned > 0 ? kept / earned : undefined };
}
