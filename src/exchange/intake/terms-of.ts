import { tokenIndex } from '../../domain/ids.ts';
import { isImmediate, type LimitTerms, type OrderTerms } from '../../domain/order.ts';
import { decodeAmounts, shareStep } from '../../domain/order-amounts.ts';
import { EXPIRATION_THRESHOLD } from '../../domain/order-rules.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { TICK_SIZES, type TickSize } from '../../domain/tick.ts';
import {
  MICROS_PER_SECOND,
  mulDiv,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { ListedToken } from '../venue/listed-markets.ts';
import type { SentOrder } from './sent-order.ts';

/** What matching is to be asked for. */
export type Asked = {
  readonly terms: OrderTerms;
  /** Dollars that an immediate buy was signed for; undefined for all other orders. */
  readonly spend: Usd | undefined;
};

/**
 * The order that the signed amounts mean. What the venue demands of it, matching checks, but for a
 * price that is none; refuses with codes of order-text.ts.
 *
 * ASSUMPTION, kept here alone: a buy trades at most the shares that it names, whatever it could
 * have had for its dollars at better prices. The venue's notes call the size of an immediate buy
 * its dollars, so it may spend them all; unverified.
 */
export function termsOf(sent: SentOrder, { market, outcome }: ListedToken): Result<Asked> {
  const { timeInForce, postOnly, order, expirationSeconds } = sent;
  const { side } = order;
  const token = tokenIndex(market.index, outcome);
  const read = decodeAmounts(side, order);
  if (read === undefined) return offGrid();
  // ASSUMPTION, kept here alone: the venue says so of any order that does not expire and says when.
  if (timeInForce !== 'GTD' && expirationSeconds !== 0) {
    return refuse('invalid_expiration', `a ${timeInForce} order does not expire`);
  }
  const rest = { token, side, timeInForce, postOnly, expiresAt: expiryOf(sent) };
  if (side === 'buy' && isImmediate({ timeInForce })) {
    const { dollars } = read;
    const price = spentPrice(dollars, read.size, market.tick);
    if (price === undefined) return offGrid();
    return ok({ terms: { ...rest, price, size: sizeFor(read, price) }, spend: dollars });
  }
  // The shares of all others are whole hundredths and a price has four decimals at most, so their
  // product is exact: whatever does not divide is a price off every grid.
  if (!read.isExact) return offGrid();
  return ok({ terms: { ...rest, price: read.price, size: read.size }, spend: undefined });
}

/**
 * The price on the grid that dollars and shares mean: shares that are bought for dollars are
 * rounded to a step by whoever signs, a step at most from the true quotient. The step is that of
 * the grid which the signer knows: clients keep the first that they heard of, and grids get finer.
 */
function spentPrice(dollars: Usd, size: Shares, tick: TickSize): Price | undefined {
  // A share costs less than a dollar: more is no price, and no number that could be divided.
  if (dollars >= size) return undefined;
  const quotient = mulDiv(dollars, SCALE, size, 'halfEven');
  // What fits the market's own grid is meant so, also where a coarser one would do.
  for (const grid of TICK_SIZES.toReversed()) {
    if (grid % tick !== 0) continue;
    const near = (Math.round(quotient / grid) * grid) as Price;
    // More shares than can be counted are not meant.
    if (near <= 0 || (dollars / near) * SCALE > Number.MAX_SAFE_INTEGER) continue;
    const meant = mulDiv(dollars, SCALE, near, 'down');
    if (Math.abs(meant - size) <= shareStep(grid)) return near;
  }
  return undefined;
}

/** Never shares that cost more than was signed. */
function sizeFor({ dollars, size }: { dollars: Usd; size: Shares }, price: Price): Shares {
  if (notional(size, price, 'up') <= dollars) return size;
  return mulDiv(dollars, SCALE, price, 'down') as Shares;
}

function offGrid(): Result<never> {
  return refuse('tick', 'the price is not on the grid');
}

function expiryOf({ timeInForce, expirationSeconds }: SentOrder): LimitTerms['expiresAt'] {
  if (timeInForce !== 'GTD') return undefined;
  return (expirationSeconds * MICROS_PER_SECOND - EXPIRATION_THRESHOLD) as Timestamp;
}
