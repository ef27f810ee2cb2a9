import { marketOf, type TokenIndex } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';
import { floorToTick } from '../domain/tick.ts';
import { ONE, type Price, SCALE, type Shares } from '../domain/units.ts';
import type { View } from '../ports/view.ts';

/**
 * The worst price to accept when taking: the best price of the other side and `ticks` more, never
 * worse than `cap` for a buy. Undefined when there is nothing to take at an acceptable price.
 */
export function takeLimit(
  view: View,
  token: TokenIndex,
  side: Side,
  ticks: number,
  cap: Price = ONE,
): Price | undefined {
  const tick = view.tick(marketOf(token));
  if (side === 'sell') {
    const bid = view.bestBid(token);
    return bid === undefined ? undefined : (Math.max(bid - ticks * tick, tick) as Price);
  }
  const ask = view.bestAsk(token);
  if (ask === undefined || ask > cap) return undefined;
  const worst = Math.min(ask + ticks * tick, cap, SCALE - tick) as Price;
  return floorToTick(worst, tick);
}

/** Fill and kill: takes what is there at the limit or better, and does not rest. */
export function takerOrder(token: TokenIndex, side: Side, price: Price, size: Shares): OrderTerms {
  return { token, side, price, size, timeInForce: 'FAK', postOnly: false, expiresAt: undefined };
}
