import type { Resolution } from '../../domain/market.ts';
import type { Trade } from '../folds/trade.ts';
import { ratio } from '../format.ts';

/** The best first. */
export const SOURCES = ['venue', 'reference', 'other_feed', 'final_price'] as const;

/** Windows by how the winner is known: each by the least sure winner among its trades. */
export type Winners = Readonly<Record<Resolution['source'], number>>;

export function winnersOf(windows: ReadonlyMap<string, readonly Trade[]>): Winners {
  const winners = { venue: 0, reference: 0, other_feed: 0, final_price: 0 };
  for (const trades of windows.values()) {
    const ranks = trades.flatMap(({ resolution }) =>
      resolution === undefined ? [] : [SOURCES.indexOf(resolution)],
    );
    const least = SOURCES[Math.max(...ranks)];
    if (least !== undefined) winners[least] += 1;
  }
  return winners;
}

/** Part of the windows that rest on a proxy: another feed than the rule's, or the last price. */
export function proxyShare(winners: Winners): number | undefined {
  const { venue, reference, other_feed, final_price } = winners;
  const proxies = other_feed + final_price;
  return ratio(proxies, venue + reference + proxies);
}
