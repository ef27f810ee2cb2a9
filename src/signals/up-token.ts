import type { MarketIndex, Outcome, TokenIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { View } from '../ports/view.ts';

/**
 * In whose terms a market is told: Up's, or those of the first outcome where nobody says which one
 * is Up. Books and prints mean the same either way; prices of the underlying mean nothing then.
 */
export function toldToken(market: MarketIndex, view: View): TokenIndex {
  return upToken(market, view) ?? ((market * 2) as TokenIndex);
}

/** Which token is Up, by the names of the outcomes; undefined where they are not known. */
export function upToken(market: MarketIndex, view: View): TokenIndex | undefined {
  const known = view.markets[market];
  const outcome = known === undefined ? undefined : upOutcome(known);
  return outcome === undefined ? undefined : ((market * 2 + outcome) as TokenIndex);
}

/** Which outcome is called Up; undefined: none that is known. */
export function upOutcome({ labels }: Pick<Market, 'labels'>): Outcome | undefined {
  const outcome = labels.findIndex((label) => label?.toLowerCase() === 'up');
  return outcome < 0 ? undefined : (outcome as Outcome);
}
