import { marketOf, type TokenIndex } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Side } from '../domain/side.ts';
import { floorToTick } from '../domain/tick.ts';
import { NO_SHARES, notional, ONE, type Price, SCALE, type Shares } from '../domain/units.ts';
import type { View } from '../ports/view.ts';

/** Sizes at the venue are hundredths of a share. */
const HUNDREDTH = SCALE / 100;

/** A marketable buy is worth a dollar at least. Venue error text, read 2026-10. */
const LEAST_COST = SCALE;

/** Rounds down to what the venue can trade: hundredths of a share. */
export function tradableSize(size: Shares): Shares {
  return size <= 0 ? NO_SHARES : ((size - (size % HUNDREDTH)) as Shares);
}

/**
 * The largest size up to `wanted` that the venue takes as an immediate buy at this limit price: a
 * multiple of 0.01 shares that costs whole cents, a dollar at least. 0 when there is none. Always
 * rounded down: rounded up, the order's real limit falls below the ask and nothing matches.
 */
export function takeableSize(wanted: Shares, price: Price): Shares {
  // A hundredth of a share costs price / 100 units, a cent is 10_000 units: so many hundredths
  // are whole cents whenever hundredths * price is a multiple of SCALE.
  const step = (SCALE / greatestCommonDivisor(price, SCALE)) * HUNDREDTH;
  const size = (wanted <= 0 ? 0 : wanted - (wanted % step)) as Shares;
  return notional(size, price, 'down') < LEAST_COST ? NO_SHARES : size;
}

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

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
