import { ceilToTick, floorToTick, type TickSize } from '../../domain/tick.ts';
import { type Price, SCALE } from '../../domain/units.ts';
import type { Ladder, Rungs } from './ladder.ts';

/** A side whose levels would be at or beyond the ends of the scale. */
const OFF_SCALE = 'off_scale';

/**
 * Puts the ladder on the tick, bids down and asks up, so that nothing crosses: neither the other
 * side of the book nor the other side of the ladder. Each level is a tick behind the one before.
 */
export function restOnGrid(ladder: Ladder, bestBid: Price, bestAsk: Price, tick: TickSize): void {
  const { bids, asks, levels } = ladder;
  let highest = bestAsk - tick;
  for (let level = 0; level < levels; level++) {
    const price = floorToTick(whole(Math.min(bids.prices[level] as number, highest)), tick);
    set(bids, level, price, price >= tick);
    highest = price - tick;
  }
  // Bids come first, for no reason but that one has to.
  let lowest = Math.max(bestBid, bids.prices[0] as number) + tick;
  for (let level = 0; level < levels; level++) {
    const price = ceilToTick(whole(Math.max(asks.prices[level] as number, lowest)), tick);
    set(asks, level, price, price <= SCALE - tick);
    lowest = price + tick;
  }
}

function set(rungs: Rungs, level: number, price: number, isOnScale: boolean): void {
  rungs.prices[level] = price;
  if (isOnScale) return;
  rungs.sizes[level] = 0;
  rungs.limit ??= OFF_SCALE;
}

/** To the millionth first: 0.52 as a float must not fall a tick. */
function whole(price: number): Price {
  return Math.round(price) as Price;
}
