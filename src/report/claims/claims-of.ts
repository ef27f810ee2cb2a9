import { sumExcluded } from '../folds/excluded.ts';
import type { Trade } from '../folds/trade.ts';
import { groupByWindow, type Timed } from '../folds/windows.ts';
import type { Report } from '../report.ts';
import type { Claim } from './claim.ts';

/** What a run says of each of its strategies. */
export function claimsOf(
  { record, strategies, trades }: Report,
  { set, latency }: Pick<Claim, 'set' | 'latency'>,
): Claim[] {
  return strategies.map(({ name }, index) => {
    const own = trades.filter((one) => one.strategy === index);
    return claimOf({ strategy: name, set, latency }, own, record.markets);
  });
}

/** What trades of one strategy say, counted or not. */
export function claimOf(
  name: Pick<Claim, 'strategy' | 'set' | 'latency'>,
  trades: readonly Trade[],
  markets: readonly Timed[],
): Claim {
  const of = (state: Trade['state']) => trades.filter((trade) => trade.state === state);
  return {
    ...name,
    windows: groupByWindow(of('counted'), markets),
    allWindows: groupByWindow(trades, markets),
    undecided: sumExcluded(of('undecided')),
    open: sumExcluded(of('open')),
  };
}
