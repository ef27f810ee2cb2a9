import type { Ladder, Rungs } from './ladder.ts';

/** All levels so much further from the reservation price, price units: what a fill costs. */
export function standOff(ladder: Ladder, distance: number): void {
  if (distance === 0) return;
  move(ladder.bids, -distance);
  move(ladder.asks, distance);
}

function move({ prices }: Rungs, by: number): void {
  for (let level = 0; level < prices.length; level++)
    prices[level] = (prices[level] as number) + by;
}
