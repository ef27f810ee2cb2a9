import { type FeeSchedule, takerFee } from '../../domain/fee.ts';
import type { MatchKind } from '../../domain/fill.ts';
import type { VenueOrderId } from '../../domain/ids.ts';
import { tradedAmount } from '../../domain/traded-amount.ts';
import { complement, NO_USD, type Price, type Shares, type Usd } from '../../domain/units.ts';
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

/** Cost or proceeds without the fee, in dollars, rounded at each maker's price. */
export function amountOf(part: OwnPart, trade: VenueTrade): Usd {
  return sumOf(pricedParts(part, trade), ({ size, price }) => tradedAmount(part, size, price));
}

/**
 * The venue does not tell the fee of a match, in dollars: it follows from the market's schedule. It
 * bends with the price, so each maker's price has its own.
 *
 * ASSUMPTION, kept here alone: rounded once for each maker, as the simulated exchange fills them.
 * The venue does not document how it rounds the fee of a match at several prices.
 */
export function feeOf(part: OwnPart, trade: VenueTrade, schedule: FeeSchedule): Usd {
  if (part.liquidity === 'maker') return NO_USD;
  return sumOf(pricedParts(part, trade), ({ size, price }) => takerFee(schedule, size, price));
}

type Priced = { readonly size: Shares; readonly price: Price };

/**
 * What was traded at which price of our own token. Of a taker each maker's own price counts where
 * the match lists all of them: the match's price is one number for several levels.
 */
function pricedParts(part: OwnPart, trade: VenueTrade): readonly Priced[] {
  const { makers } = trade;
  const listed = makers.reduce((sum, { size }) => sum + size, 0);
  if (part.liquidity === 'maker' || listed !== part.size) return [part];
  return makers.map(({ token, price, size }) => ({
    size,
    price: token === part.token ? price : complement(price),
  }));
}

function sumOf(parts: readonly Priced[], dollars: (part: Priced) => Usd): Usd {
  return parts.reduce((sum, part) => sum + dollars(part), 0) as Usd;
}
