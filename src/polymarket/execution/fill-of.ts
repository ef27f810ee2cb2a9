import { type FeeSchedule, takerFee } from '../../domain/fee.ts';
import type { MatchKind } from '../../domain/fill.ts';
import type { VenueOrderId } from '../../domain/ids.ts';
import {
  complement,
  NO_USD,
  notional,
  type Rounding,
  type Shares,
  type Usd,
} from '../../domain/units.ts';
import { type OwnFill, ownFills, type VenueTrade } from '../wire/venue-trade.ts';

/** A maker's part; several entries of one order count as one. */
export type OwnPart = OwnFill;

/**
 * Our parts of a match, one for each order of ours. An order named twice in one match traded once,
 * at its own price: its entries are added up, or one of them would be taken for a repeat.
 */
export function ownParts(
  trade: VenueTrade,
  isOurs: (order: VenueOrderId) => boolean,
): readonly OwnPart[] {
  const parts = new Map<VenueOrderId, OwnPart>();
  for (const part of ownFills(trade, isOurs)) {
    const before = parts.get(part.order);
    const size = ((before?.size ?? 0) + part.size) as Shares;
    parts.set(part.order, { ...part, size });
  }
  return [...parts.values()];
}

/** How we met the other side: same token, or both buying or both selling a pair. */
export function matchKindOf(part: OwnPart, trade: VenueTrade): MatchKind {
  const others = part.liquidity === 'taker' ? trade.makers : [trade.taker];
  if (others.every(({ token }) => token === part.token)) return 'complementary';
  return part.side === 'buy' ? 'mint' : 'merge';
}

/**
 * Cost or proceeds without the fee, rounded against us. Of a taker each maker's own price counts
 * where the match lists all of them: the match's price is one number for several levels.
 */
export function amountOf(part: OwnPart, trade: VenueTrade): Usd {
  const rounding: Rounding = part.side === 'buy' ? 'up' : 'down';
  const { makers } = trade;
  const listed = makers.reduce((sum, { size }) => sum + size, 0);
  if (part.liquidity === 'maker' || listed !== part.size) {
    return notional(part.size, part.price, rounding);
  }
  const amounts = makers.map(({ token, price, size }) =>
    notional(size, token === part.token ? price : complement(price), rounding),
  );
  return amounts.reduce((sum, amount) => sum + amount, 0) as Usd;
}

/** The venue does not tell the fee of a match: it follows from the market's schedule. */
export function feeOf(part: OwnPart, schedule: FeeSchedule): Usd {
  return part.liquidity === 'taker' ? takerFee(schedule, part.size, part.price) : NO_USD;
}
