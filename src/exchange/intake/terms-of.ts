import { type Outcome, type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import { isImmediate, type OrderTerms } from '../../domain/order.ts';
import { EXPIRATION_AHEAD, EXPIRATION_THRESHOLD } from '../../domain/order-rules.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { opposite } from '../../domain/side.ts';
import { isWorthADollar } from '../../domain/size-rules.ts';
import { isOnTick } from '../../domain/tick.ts';
import {
  formatDecimal,
  MICROS_PER_SECOND,
  mulDiv,
  notional,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import { canonicalPrice, canonicalSide, reaches } from '../../sim/canonical.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { SentOrder } from './sent-order.ts';

const CENT = SCALE / 100;
/** A price that rounding of the amounts moved by so little is still the one that was meant. */
const PRICE_SLACK = 50;

/**
 * What matching is to be asked for, by the amounts that were signed. Refuses with codes of
 * order-text.ts.
 *
 * ASSUMPTION, kept here alone: a buy trades at most the shares that it names, whatever it could
 * have had for its dollars at better prices. The venue's notes call the size of an immediate buy
 * its dollars, so it may spend them all; unverified.
 */
export function termsOf(
  sent: SentOrder,
  market: ListedMarket,
  outcome: Outcome,
  at: Timestamp,
): Result<OrderTerms> {
  const { side, makerAmount, takerAmount } = sent.order;
  const [dollars, size] = side === 'buy' ? [makerAmount, takerAmount] : [takerAmount, makerAmount];
  const price = priceOf(dollars, size, market.tick);
  const terms: OrderTerms = {
    token: tokenIndex(market.index, outcome) as TokenIndex,
    side,
    price,
    size: size as Shares,
    timeInForce: sent.timeInForce,
    postOnly: sent.postOnly,
    expiresAt: expiryOf(sent),
  };
  if (!isOnTick(price, market.tick)) return refuse('tick', 'the price is not on the grid');
  if (sent.timeInForce === 'GTD' && !isFarEnough(terms.expiresAt, at)) {
    return refuse('invalid_expiration', 'a GTD order states an expiration 3 minutes ahead or more');
  }
  return isImmediate(terms) ? immediate(terms, dollars) : resting(terms, market, outcome);
}

/** The price on the grid that the amounts mean, or the one that they give where none is near. */
function priceOf(dollars: number, size: number, tick: number): Price {
  const price = mulDiv(dollars, SCALE, size, 'halfEven');
  const near = Math.round(price / tick) * tick;
  return (Math.abs(near - price) <= Math.min(PRICE_SLACK, tick / 10) ? near : price) as Price;
}

function expiryOf({ timeInForce, expirationSeconds }: SentOrder): Timestamp | undefined {
  if (timeInForce !== 'GTD') return undefined;
  return (expirationSeconds * MICROS_PER_SECOND - EXPIRATION_THRESHOLD) as Timestamp;
}

function isFarEnough(expiresAt: Timestamp | undefined, at: Timestamp): boolean {
  return expiresAt !== undefined && expiresAt + EXPIRATION_THRESHOLD - at >= EXPIRATION_AHEAD;
}

function immediate(terms: OrderTerms, dollars: number): Result<OrderTerms> {
  const { timeInForce, postOnly, side } = terms;
  if (postOnly) return refuse('invalid_order', `a ${timeInForce} order cannot be post-only`);
  if (side === 'buy' && dollars % CENT !== 0) {
    return refuse(
      'amount_precision',
      'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals',
    );
  }
  if (side === 'buy' && dollars < SCALE) {
    return refuse('marketable_minimum', `$${formatDecimal(dollars)}`);
  }
  return ok(terms);
}

function resting(terms: OrderTerms, market: ListedMarket, outcome: Outcome): Result<OrderTerms> {
  const { size, price, side } = terms;
  if (size % CENT !== 0) return refuse('size_precision', 'a size has two decimals at most');
  const minimum = market.listing.market.minimumSize;
  if (minimum !== undefined && size < minimum) {
    return refuse('minimum_size', 'the size is below the minimum');
  }
  if (side === 'buy' && crosses(terms, market, outcome) && !isWorthADollar(size, price)) {
    return refuse('marketable_minimum', `$${formatDecimal(notional(size, price, 'down'))}`);
  }
  return ok(terms);
}

/** Whether it would trade at once, by the book as it was last told. */
function crosses({ price, side }: OrderTerms, { depth }: ListedMarket, outcome: Outcome): boolean {
  const own = canonicalSide(outcome, side);
  return reaches(own, canonicalPrice(outcome, price), depth.best(opposite(own)));
}
