import { ASK, BID } from '../../domain/side.ts';
import {
  complement,
  MICROS_PER_SECOND,
  NO_USD,
  notional,
  ONE,
  type Price,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { ListedMarket } from './listed-market.ts';

const DAY = 86_400 * MICROS_PER_SECOND;
const HALF = (ONE / 2) as Price;

/** For Gamma a market is closed when its winner is final, not when trading ends. */
export function isClosed({ resolvedAt }: ListedMarket): boolean {
  return resolvedAt !== undefined;
}

/** The first outcome's price: what it paid, or what its book, its last print or nothing says. */
export function shownPrice(market: ListedMarket): Price {
  if (market.payout !== undefined) return market.payout;
  return middle(market) ?? lastPrice(market) ?? HALF;
}

/** The middle of the first outcome's book; undefined where a side is empty. */
export function middle({ depth }: ListedMarket): Price | undefined {
  const bid = depth.best(BID);
  const ask = depth.best(ASK);
  return bid === undefined || ask === undefined
    ? undefined
    : (Math.floor((bid + ask) / 2) as Price);
}

/** Of the first outcome. */
export function lastPrice({ lastTrade }: ListedMarket): Price | undefined {
  if (lastTrade === undefined) return undefined;
  return lastTrade.outcome === 0 ? lastTrade.price : complement(lastTrade.price);
}

/** INVENTED, the venue does not tell its rule: what those who rest have put up. */
export function liquidity({ depth }: ListedMarket): Usd {
  let sum: number = NO_USD;
  for (const [price, size] of depth.levels(BID)) sum += notional(size, price, 'down');
  for (const [price, size] of depth.levels(ASK)) sum += notional(size, complement(price), 'down');
  return sum as Usd;
}

/** Of the last 24 hours; undefined where only older volume could be told apart from it. */
export function volume24h(market: ListedMarket, now: Timestamp): Usd | undefined {
  if (market.listing.listedAt >= now - DAY) return market.volume;
  return (market.lastTrade?.at ?? 0) < now - DAY ? NO_USD : undefined;
}

/** When anything of it last changed. */
export function updatedAt(market: ListedMarket): Timestamp {
  const { changedAt, lastTrade, closedAt, resolvedAt, listing } = market;
  const times = [changedAt, lastTrade?.at, closedAt, resolvedAt, listing.listedAt];
  return Math.max(...times.map((at) => at ?? 0)) as Timestamp;
}
