import { type FeeSchedule, takerFee } from '../domain/fee.ts';
import { ONE, type Price, SCALE, type Shares } from '../domain/units.ts';

/**
 * The fraction of the cash that grows it fastest: (p - c) / (1 - c) for a share that costs `cost`
 * dollars, fee included, and wins with `probability`; 0 without an edge. Kelly 1956 (formulas §8).
 */
export function kellyFraction(probability: number, cost: number): number {
  if (!(cost > 0 && cost < 1) || !(probability > cost)) return 0;
  return (probability - cost) / (1 - cost);
}

/** How fast cash grows, in log units a buy, of which `fraction` is staked each time. */
export function growthOf(fraction: number, probability: number, cost: number): number {
  const won = probability * Math.log(1 - fraction + fraction / cost);
  return won + (1 - probability) * Math.log(1 - fraction);
}

/** Dollars that a share bought by a taker at `price` costs, fee included. */
export function costOfShare(price: Price, fee: FeeSchedule): number {
  return (price + takerFee(fee, ONE as number as Shares, price)) / SCALE;
}

/** Dollars that a share sold by a taker at `price` brings, fee taken off. */
export function proceedsOfShare(price: Price, fee: FeeSchedule): number {
  return (price - takerFee(fee, ONE as number as Shares, price)) / SCALE;
}
