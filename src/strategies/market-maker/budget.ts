import { tradableSize } from '../../domain/size-rules.ts';
import { notional, type Price, SCALE, type Shares } from '../../domain/units.ts';
import type { Ladder, Rungs } from './ladder.ts';

/** What one side of the ladder may use. Reused: {@link afford} uses it up. */
export type SideMeans = {
  /** Shares by which fills on this side may move the inventory. */
  room: number;
  /** The code where there is no room. */
  full: string;
  /** Shares that can be sold here in the place of a bid for the other outcome. */
  held: number;
};

/** What a market's ladder may use in all. */
export type Means = {
  readonly bids: SideMeans;
  readonly asks: SideMeans;
  /** Dollars for bids, units. */
  cash: number;
  /** The code where it is not enough. */
  poor: string;
};

export const BUDGET_USED = 'budget_used';
const TOO_SMALL = 'below_minimum_size';

/**
 * Cuts each level to what there is for it, best levels first: shares that are held are sold, else
 * the other outcome is bid for, for cash. A level that does not fit whole gets the rest if that can
 * rest at all (`least` shares), and nothing behind it is quoted.
 */
export function afford(ladder: Ladder, means: Means, least: number): void {
  for (let level = 0; level < ladder.levels; level++) {
    const bid = ladder.bids.prices[level] as Price;
    grant(ladder.bids, level, bid, means.bids, means, least);
    const ask = ladder.asks.prices[level] as Price;
    grant(ladder.asks, level, (SCALE - ask) as Price, means.asks, means, least);
  }
}

/** `price`: of the outcome that is bid for where none is sold. */
function grant(
  rungs: Rungs,
  level: number,
  price: Price,
  side: SideMeans,
  means: Means,
  least: number,
): void {
  const asked = rungs.sizes[level] as number;
  if (asked === 0) return;
  const wanted = tradableSize(Math.min(asked, side.room) as Shares);
  if (wanted <= 0 || wanted < least) {
    stop(rungs, level, side, asked < least ? TOO_SMALL : side.full);
    return;
  }
  const sale = tradableSize(Math.min(wanted, side.held) as Shares);
  if (sale > 0 && sale >= least) {
    take(rungs, level, sale, side);
    rungs.sells[level] = 1;
    side.held -= sale;
    return;
  }
  const affordable = Math.max(0, Math.floor((means.cash * SCALE) / price));
  const size = tradableSize(Math.min(wanted, affordable) as Shares);
  if (size <= 0 || size < least) {
    stop(rungs, level, side, means.poor);
    return;
  }
  take(rungs, level, size, side);
  means.cash -= notional(size, price, 'up');
}

function take(rungs: Rungs, level: number, size: Shares, side: SideMeans): void {
  rungs.sizes[level] = size;
  side.room -= size;
}

function stop(rungs: Rungs, level: number, side: SideMeans, code: string): void {
  rungs.sizes[level] = 0;
  rungs.limit ??= code;
  side.room = 0;
}
