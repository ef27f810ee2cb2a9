import { SCALE } from '../../domain/units.ts';
import type { Trade } from '../folds/trade.ts';
import { count, plural } from '../format.ts';
import { type ClusterTest, testClusters } from '../statistics/cluster-test.ts';
import type { Bounds } from '../statistics/edge.ts';
import type { Claim, LeftOut } from './claim.ts';

/** How all trades that were left out may have ended, at worst and at best. */
export const ENDINGS = ['lost', 'won'] as const;
export type Ending = (typeof ENDINGS)[number];

/** The test of a claim with the trades that it left out, had they all ended so. */
export function testWithLeftOut(
  { allWindows }: Claim,
  ending: Ending,
  seed: number,
): ClusterTest | undefined {
  const windows = [...allWindows.values()];
  const nets = windows.map((trades) =>
    trades.reduce((sum, trade) => sum + netIf(trade, ending), 0),
  );
  const counts = windows.map((trades) => trades.length);
  return testClusters(Float64Array.from(nets), Float64Array.from(counts), seed);
}

/** Dollars; a counted trade holds nothing any more. */
function netIf({ net, heldCost, heldSize }: Trade, ending: Ending): number {
  return (net - heldCost + (ending === 'won' ? heldSize : 0)) / SCALE;
}

/** Both kinds together. */
export function leftOutOf({ undecided, open }: Pick<Claim, 'undecided' | 'open'>): LeftOut {
  return {
    trades: undecided.trades + open.trades,
    netIfLost: (undecided.netIfLost + open.netIfLost) as LeftOut['netIfLost'],
    netIfWon: (undecided.netIfWon + open.netIfWon) as LeftOut['netIfWon'],
  };
}

/** "20 undecided trades", "20 undecided and 3 open trades". */
export function leftOutText({ undecided, open }: Pick<Claim, 'undecided' | 'open'>): string {
  if (open.trades === 0) return plural(undecided.trades, 'undecided trade');
  if (undecided.trades === 0) return plural(open.trades, 'open trade');
  return `${count(undecided.trades)} undecided and ${plural(open.trades, 'open trade')}`;
}

/** Where nothing is shown: what was left out must not be able to hide an edge worth having. */
export function couldHide(
  claim: Claim,
  { net, worst: paid }: Bounds,
  worthwhileReturn: number,
): boolean {
  const { trades, netIfLost, netIfWon } = leftOutOf(claim);
  if (trades === 0) return false;
  // All of them lost is what was paid for them.
  const outlay = paid - netIfLost / SCALE;
  const isLarge = (made: number) => Math.abs(net + made / SCALE) > worthwhileReturn * outlay;
  return isLarge(netIfLost) || isLarge(netIfWon);
}
