import type { Fill } from './fill.ts';
import { notional, type Price, type Shares, type Usd } from './units.ts';

/**
 * Dollars that an order's part in a match moves, its fee apart, at the price of one resting order.
 * They are rounded against the order that rests, and whoever takes it has the rest: so both sides
 * of a match add up, whether the shares change hands, are minted or are merged.
 *
 * The venue's contract does so (Polymarket/ctf-exchange, mixins/Trading.sol, read 2026-11; that of
 * 2026-04 alike): what a resting order gets is its own amounts in proportion, rounded down, and the
 * taker gets, or is given back, what is left.
 *
 * ASSUMPTION, kept here alone: what a resting buy pays is as much as that many shares need.
 */
export function tradedAmount(
  { side, liquidity }: Pick<Fill, 'side' | 'liquidity'>,
  size: Shares,
  price: Price,
): Usd {
  const isUp = (side === 'buy') === (liquidity === 'maker');
  return notional(size, price, isUp ? 'up' : 'down');
}
