import type { Market } from '../domain/market.ts';
import { MICROS_PER_SECOND, mulDiv, NEVER, type Timestamp } from '../domain/units.ts';

/** A stretch of time: from `from`, before `to`. */
export type Stretch = { readonly from: Timestamp; readonly to: Timestamp };

/**
 * A point in a market's life, in 900ths of it: seconds in a fifteen-minute market, where these
 * rules come from. NEVER when open or close is not known.
 */
export function pointOfLife(market: Market, nineHundredths: number): Timestamp {
  const { opensAt, closesAt } = market;
  if (opensAt === undefined || closesAt === undefined) return NEVER;
  return (opensAt + mulDiv(closesAt - opensAt, nineHundredths, 900, 'halfEven')) as Timestamp;
}

/** So many seconds after the open; NEVER when that is not known. */
export function afterOpen(market: Market, seconds: number): Timestamp {
  if (market.opensAt === undefined) return NEVER;
  return (market.opensAt + Math.round(seconds * MICROS_PER_SECOND)) as Timestamp;
}
