import { invariant } from '../../domain/invariant.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { decodeAmounts } from '../../domain/order-amounts.ts';
import { notional, SCALE } from '../../domain/units.ts';
import type { ExchangeOrder } from '../signing/exchange-order.ts';
import type { MarketBuyTerms } from './order-terms.ts';

// What is signed is what was asked: the finished order is read back before a key touches it. A
// client that computes amounts in floats signs 8.19 shares for 8.2, and nobody notices.

/** What the cut of a market buy's shares may leave unspent: their coarsest step is 0.001. */
const UNSPENT = SCALE / 1_000;

/** @throws InvariantError unless the order is exactly of that side, price and size. */
export function assertLimitAsAsked(order: ExchangeOrder, terms: LimitTerms): void {
  const { side, price, size } = terms;
  const read = decodeAmounts(order.side, order);
  const isAsAsked =
    order.side === side && read?.size === size && read.price === price && read.isExact;
  invariant(isAsAsked, `asked to ${side} ${size} at ${price}, built ${textOf(order)}`);
}

/**
 * @throws InvariantError unless the order pays exactly what was to be spent, for the shares that
 *   this buys at the price, less what the cut takes.
 */
export function assertMarketBuyAsAsked(order: ExchangeOrder, terms: MarketBuyTerms): void {
  const { spend, price } = terms;
  const read = decodeAmounts(order.side, order);
  const isAsAsked =
    order.side === 'buy' &&
    read?.dollars === spend &&
    isCutAlone(spend - notional(read.size, price, 'up'));
  invariant(isAsAsked, `asked to buy for ${spend} at ${price}, built ${textOf(order)}`);
}

function isCutAlone(unspent: number): boolean {
  return unspent >= 0 && unspent < UNSPENT;
}

function textOf({ side, makerAmount, takerAmount }: ExchangeOrder): string {
  return `a ${side} of ${makerAmount} for ${takerAmount}`;
}
