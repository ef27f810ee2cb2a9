import type { Outcome } from '../../domain/ids.ts';
import { ASK, BID, type BookSide, opposite } from '../../domain/side.ts';
import { complement, type Price, type Shares } from '../../domain/units.ts';
import type { ListedMarket } from './listed-market.ts';

/** Levels of a token's side, best first: the second outcome's book mirrors the first's. */
export function levelsOf(
  { depth }: ListedMarket,
  outcome: Outcome,
  side: BookSide,
): readonly (readonly [Price, Shares])[] {
  if (outcome === 0) return depth.levels(side);
  return depth.levels(opposite(side)).map(([price, size]) => [complement(price), size]);
}

/** The best price of a token; undefined where nobody stands. */
export function bestOf(
  { depth }: ListedMarket,
  outcome: Outcome,
  side: BookSide,
): Price | undefined {
  if (outcome === 0) return depth.best(side);
  const mirrored = depth.best(opposite(side));
  return mirrored === undefined ? undefined : complement(mirrored);
}

/** Halfway between the best prices, rounded down; undefined where a side is empty. */
export function midpointOf(market: ListedMarket, outcome: Outcome): Price | undefined {
  const [bid, ask] = [bestOf(market, outcome, BID), bestOf(market, outcome, ASK)];
  if (bid === undefined || ask === undefined) return undefined;
  return Math.floor((bid + ask) / 2) as Price;
}

export function spreadOf(market: ListedMarket, outcome: Outcome): Price | undefined {
  const [bid, ask] = [bestOf(market, outcome, BID), bestOf(market, outcome, ASK)];
  return bid === undefined || ask === undefined ? undefined : ((ask - bid) as Price);
}

/** The last print as that of a token; the taker's side is turned along with the price. */
export function lastOf({ lastTrade }: ListedMarket, outcome: Outcome) {
  if (lastTrade === undefined) return undefined;
  const { price, side } = lastTrade;
  if (lastTrade.outcome === outcome) return { price, side };
  return { price: complement(price), side: side === 'buy' ? ('sell' as const) : ('buy' as const) };
}
