import type { MarketIndex, TokenIndex } from '../domain/ids.ts';
import type { View } from '../ports/view.ts';

/** Which token is Up, by the names of the outcomes; undefined where they are not known. */
export function upToken(market: MarketIndex, view: View): TokenIndex | undefined {
  const labels = view.markets[market]?.labels ?? [];
  const outcome = labels.findIndex((label) => label?.toLowerCase() === 'up');
  return outcome < 0 ? undefined : ((market * 2 + outcome) as TokenIndex);
}
