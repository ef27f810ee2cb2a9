import type { Market } from '../../domain/market.ts';
import { groupByMarket } from '../folds/profit.ts';
import type { Trade } from '../folds/trade.ts';

type Window = {
  readonly name: string;
  readonly from: number;
  to: number;
  readonly trades: Trade[];
};

/**
 * Trades by window of time: what was traded at the same time wins and loses together, on whatever
 * asset and in whatever frame. Windows that overlap are one; those that follow each other are two.
 * A market whose times nobody knows is a window of its own.
 */
export function groupByWindow(
  trades: readonly Trade[],
  markets: readonly Market[],
): ReadonlyMap<string, readonly Trade[]> {
  const alone = [...groupByMarket(trades)].map(([index, own]): Window => {
    const { slug, opensAt, closesAt } = markets[index] as Market;
    const isKnown = opensAt !== undefined && closesAt !== undefined;
    return isKnown
      ? { name: slug, from: opensAt, to: closesAt, trades: own }
      : { name: slug, from: Number.NaN, to: Number.NaN, trades: own };
  });
  const windows: Window[] = alone.filter(({ from }) => Number.isNaN(from));
  let last: Window | undefined;
  for (const window of alone.filter(({ from }) => !Number.isNaN(from)).sort(byTime)) {
    if (last !== undefined && window.from < last.to) {
      last.to = Math.max(last.to, window.to);
      last.trades.push(...window.trades);
    } else {
      last = { ...window, trades: [...window.trades] };
      windows.push(last);
    }
  }
  return new Map(windows.map(({ name, trades: own }) => [name, own]));
}

function byTime(a: Window, b: Window): number {
  return a.from - b.from || b.to - a.to || (a.name < b.name ? -1 : 1);
}
