import { groupByWindow } from '../folds/windows.ts';
import type { Report } from '../report.ts';
import type { Claim } from './claim.ts';

/** What a run says of each of its strategies. */
export function claimsOf(
  { record, strategies, trades }: Report,
  { set, latency }: Pick<Claim, 'set' | 'latency'>,
): Claim[] {
  return strategies.map(({ name, excluded }, index) => {
    const own = trades.filter((one) => one.strategy === index && one.state === 'counted');
    const { undecided, open } = excluded;
    return {
      strategy: name,
      set,
      latency,
      windows: groupByWindow(own, record.markets),
      undecided,
      open: open.trades,
    };
  });
}
