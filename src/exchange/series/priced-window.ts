import type { Market } from '../../domain/market.ts';
import type { PricedWindow } from '../reference/reference-prices.ts';
import { lookbackOf } from './up-down-listing.ts';

/** The question that the reference can put a value on; undefined for a market without a window. */
export function pricedWindow(market: Market, strike: string | undefined): PricedWindow | undefined {
  const { opensAt, closesAt } = market;
  if (opensAt === undefined || closesAt === undefined) return undefined;
  return { opensAt, closesAt, lookbackSeconds: lookbackOf(market), strike };
}
