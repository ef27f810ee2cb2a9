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
import { canonicalPrice } from '../../sim/canonical.ts';
import type { ListedMarket } from './listed-market.ts';
import type { ListedToken } from './listed-markets.ts';
import { lastOf, midpointOf } from './quote.ts';

const DAY = 86_400 * MICROS_PER_SECOND;
const HALF = (ONE / 2) as Price;

/** For Gamma a market is closed when its winner is final, not when trading ends. */
export function isClosed({ resolvedAt }: ListedMarket): boolean {
  return resolvedAt !== undefined;
}

/** The first outcome's price as lists of markets show it: one half where nothing is known of it. */
export function shownPrice(market: ListedMarket): Price {
  return knownPrice(market) ?? HALF;
}

/** What the first outcome paid, or what its book or its last print says; undefined: not known. */
export function knownPrice(market: ListedMarket): Price | undefined {
  return market.payout ?? midpointOf(market, 0) ?? lastOf(market, 0)?.price;
}

/** What a share of a token paid; undefined before the winner is final. */
export function payoutOf({ market, outcome }: ListedToken): Price | undefined {
  const { payout } = market;
  return payout === undefined ? undefined : canonicalPrice(outcome, payout);
}

/** INVENTED, the venue does not tell its rule: what those who rest have put up. */
export function liquidity({ depth }: ListedMarket): Usd {
  let sum: number = NO_USD;
  for (const [price, size] of depth.levels(BID)) sum += notional(size, price, 'down');
  for (const [price, size] of depth.levels(ASK)) sum += notional(size, complement(price), 'down');
  return sum as Usd;
}

/**
 * Of the last 24 hours; undefined where older volume cannot be told apart from it, and of a
 * recording, before which anything may have been traded.
 */
export function volume24h(market: ListedMarket, now: Timestamp): Usd | undefined {
  if (market.isRecorded) return undefined;
  if (market.listing.listedAt >= now - DAY) return market.volume;
  return (market.lastTrade?.at ?? 0) < now - DAY ? NO_USD : undefined;
}

/** When anything of it last changed. */
export function updatedAt(market: ListedMarket): Timestamp {
  const { changedAt, lastTrade, closedAt, resolvedAt, listing } = market;
  const times = [changedAt, lastTrade?.at, closedAt, resolvedAt, listing.listedAt];
  return Math.max(...times.map((at) => at ?? 0)) as Timestamp;
}
