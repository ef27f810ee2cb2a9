import type { Market } from '../../domain/market.ts';
import { groupByMarket } from './profit.ts';
import type { Trade } from './trade.ts';

/** What is asked of a market. */
export type Timed = Pick<Market, 'slug' | 'opensAt' | 'closesAt'>;

type Window<T> = {
  readonly name: string;
  readonly from: number;
  to: number;
  readonly members: T[];
};

/**
 * Trades or forecasts by window of time: what was traded at the same time wins and loses together,
 * on whatever asset and in whatever frame. Windows that overlap are one; those that follow each
 * other are two. A market whose times nobody knows is a window of its own.
 */
export function groupByWindow<T extends Pick<Trade, 'market'>>(
  all: readonly T[],
  markets: readonly Timed[],
): ReadonlyMap<string, readonly T[]> {
  const alone = [...groupByMarket(all)].map(([index, own]): Window<T> => {
    const { slug, opensAt, closesAt } = markets[index] as Timed;
    const isKnown = opensAt !== undefined && closesAt !== undefined;
    return isKnown
      ? { name: slug, from: opensAt, to: closesAt, members: own }
      : { name: slug, from: Number.NaN, to: Number.NaN, members: own };
  });
  const windows: Window<T>[] = alone.filter(({ from }) => Number.isNaN(from));
  let last: Window<T> | undefined;
  for (const window of alone.filter(({ from }) => !Number.isNaN(from)).sort(byTime)) {
    if (last !== undefined && window.from < last.to) {
      last.to = Math.max(last.to, window.to);
      last.members.push(...window.members);
    } else {
      last = { ...window, members: [...window.members] };
      windows.push(last);
    }
  }
  return new Map(windows.map(({ name, members }) => [name, members]));
}

function byTime(a: Window<unknown>, b: Window<unknown>): number {
  return a.from - b.from || b.to - a.to || (a.name < b.name ? -1 : 1);
}
