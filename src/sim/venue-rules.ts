import { isImmediate, type OrderTerms } from '../domain/order.ts';
import { EXPIRATION_AHEAD, EXPIRATION_THRESHOLD } from '../domain/order-rules.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import {
  AMOUNT_STEP,
  costsWholeCents,
  isTradableSize,
  isWorthADollar,
  MARKETABLE_MINIMUM,
} from '../domain/size-rules.ts';
import { isOnTick } from '../domain/tick.ts';
import { formatDecimal, SCALE, type Timestamp, type Usd } from '../domain/units.ts';
import type { ExchangeMode, ModeChange } from './options.ts';
import type { SimMarket } from './sim-market.ts';

// What the venue checks before it matches. Codes follow its error list (docs, read 2026-11).

/** The mode in force at a time. */
export function modeAt(modes: readonly ModeChange[], at: Timestamp): ExchangeMode {
  let mode: ExchangeMode = 'normal';
  for (const change of modes) if (change.at <= at) mode = change.mode;
  return mode;
}

/** What can change while an order is held: checked at arrival and again at the release. */
export function refuseNow(
  market: SimMarket,
  terms: OrderTerms,
  mode: ExchangeMode,
): Refusal | undefined {
  if (mode === 'cancel_only') {
    return refuse('cancel_only', 'trading is cancel-only: new orders are not accepted');
  }
  if (mode === 'post_only' && !terms.postOnly) {
    return refuse('post_only_mode', 'only post-only orders and cancels are allowed');
  }
  if (market.isClosed) return refuse('market_closed', `${market.market.slug} is closed`);
  if (market.market.fee === undefined) {
    return refuse('fee_unknown', `the fee schedule of ${market.market.slug} is not known`);
  }
  const { book } = market;
  if (!book.isTrusted) {
    return refuse('book_untrusted', `the book cannot be trusted (${book.untrustedReason})`);
  }
  if (!isOnTick(terms.price, book.tick)) {
    const price = formatDecimal(terms.price);
    return refuse('tick', `price ${price} breaks the tick size ${formatDecimal(book.tick)}`);
  }
  return undefined;
}

type Arrival = {
  /** It would trade at once. */
  readonly isMarketable: boolean;
  /** Dollars that an immediate buy was signed for, whatever its shares; undefined: its terms. */
  readonly spend: Usd | undefined;
  readonly at: Timestamp;
};

/** What an order says of itself: checked at arrival. */
export function refuseTerms(
  market: SimMarket,
  terms: OrderTerms,
  { isMarketable, spend, at }: Arrival,
): Refusal | undefined {
  const { size, timeInForce } = terms;
  const immediate = isImmediate(terms);
  if (spend === undefined && !isTradableSize(size)) {
    return refuse('size_precision', `size ${size / SCALE} is no positive multiple of 0.01`);
  }
  if (immediate && terms.postOnly) {
    return refuse('invalid_order', `a ${timeInForce} order cannot be post-only`);
  }
  if (timeInForce === 'GTD' && !isFarEnough(terms.expiresAt, at)) {
    return refuse('invalid_expiration', 'a GTD order states an expiration 3 minutes ahead or more');
  }
  const tooSmall = immediate ? undefined : refuseSmall(market, terms);
  if (tooSmall !== undefined) return tooSmall;
  if (terms.side === 'sell') return undefined;
  if (immediate && !isWholeCents(terms, spend)) {
    return refuse('amount_precision', `${timeInForce} buys spend whole cents`);
  }
  if ((immediate || isMarketable) && !isWorthEnough(terms, spend)) {
    return refuse('marketable_minimum', 'a marketable buy is worth a dollar or more');
  }
  return undefined;
}

function isWholeCents({ size, price }: OrderTerms, spend: Usd | undefined): boolean {
  return spend === undefined ? costsWholeCents(size, price) : spend % AMOUNT_STEP === 0;
}

function isWorthEnough({ size, price }: OrderTerms, spend: Usd | undefined): boolean {
  return spend === undefined ? isWorthADollar(size, price) : spend >= MARKETABLE_MINIMUM;
}

/** What would rest and is too small, or may be. */
function refuseSmall({ market }: SimMarket, { size }: OrderTerms): Refusal | undefined {
  const { minimumSize, slug } = market;
  if (minimumSize === undefined) {
    return refuse('minimum_size_unknown', `the minimum size of ${slug} is not known`);
  }
  if (size >= minimumSize) return undefined;
  const minimum = formatDecimal(minimumSize);
  return refuse('minimum_size', `size ${formatDecimal(size)} is below the minimum ${minimum}`);
}

/** What depends on what the order would meet. */
export function refuseCrossing(
  market: SimMarket,
  terms: OrderTerms,
  isMarketable: boolean,
): Refusal | undefined {
  if (!isMarketable) return undefined;
  if (terms.postOnly) return refuse('post_only_crosses', 'the post-only order crosses the book');
  if (market.market.takerDelayMs === undefined) {
    const message = `how long ${market.market.slug} holds takers back is not known`;
    return refuse('taker_delay_unknown', message);
  }
  // A crossed book is a feed between two states: which side is stale nobody knows, so nobody
  // takes. Orders that would only rest are accepted.
  if (market.book.isCrossed) return refuse('book_crossed', 'the recorded book is crossed');
  return undefined;
}

function isFarEnough(expiresAt: Timestamp | undefined, at: Timestamp): boolean {
  return expiresAt !== undefined && expiresAt + EXPIRATION_THRESHOLD - at >= EXPIRATION_AHEAD;
}
