import { type MarketIndex, type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { NO_SHARES, type Price } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';
import { crosses, type Ladders, type Level, type Way } from './opportunity.ts';

/** Best prices of both outcomes that cross a dollar. */
export type Crossing = { readonly first: Price; readonly second: Price };

/** Whether what can be taken of both outcomes crosses a dollar now, before any fee. */
export function crossingOf(way: Way, market: MarketIndex, view: View): Crossing | undefined {
  const first = bestOf(way, tokenIndex(market, 0), view);
  const second = bestOf(way, tokenIndex(market, 1), view);
  if (first === undefined || second === undefined) return undefined;
  return crosses(way, first, second) ? { first, second } : undefined;
}

export function laddersOf(way: Way, market: MarketIndex, view: View): Ladders {
  const side = way === 'buy_merge' ? ASK : BID;
  return [levels(tokenIndex(market, 0), side, view), levels(tokenIndex(market, 1), side, view)];
}

function bestOf(way: Way, token: TokenIndex, view: View): Price | undefined {
  return way === 'buy_merge' ? view.bestAsk(token) : view.bestBid(token);
}

/** From the best price on, a level at a time: most walks end with the first. */
function* levels(token: TokenIndex, side: BookSide, view: View): Generator<Level> {
  let price = side === ASK ? view.bestAsk(token) : view.bestBid(token);
  while (price !== undefined) {
    const size = view.sizeAt(token, side, price);
    if (size === NO_SHARES) return;
    yield { price, size };
    price = view.nextBehind(token, side, price);
  }
}
