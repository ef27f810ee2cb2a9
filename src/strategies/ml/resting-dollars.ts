import type { TokenIndex } from '../../domain/ids.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { ONE, type Price, SCALE, UNKNOWN_SIZE } from '../../domain/units.ts';
import type { View } from '../../ports/view.ts';

/**
 * Dollars that rest in a token's book: those of its bids, and of its asks those of the bids for the
 * other token that they are. Undefined when a size is not known.
 */
export function restingDollars(view: View, token: TokenIndex): number | undefined {
  const bids = sideDollars(view, token, BID, view.bestBid(token));
  const asks = sideDollars(view, token, ASK, view.bestAsk(token));
  return bids === undefined || asks === undefined ? undefined : bids + asks;
}

function sideDollars(
  view: View,
  token: TokenIndex,
  side: BookSide,
  best: Price | undefined,
): number | undefined {
  let dollars = 0;
  for (let price = best; price !== undefined; price = view.nextBehind(token, side, price)) {
    const size = view.sizeAt(token, side, price);
    if (size === UNKNOWN_SIZE) return undefined;
    const each = side === BID ? price : ONE - price;
    dollars += (size / SCALE) * (each / SCALE);
  }
  return dollars;
}
