import type { OrderTerms } from '../domain/order.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { isOnTick } from '../domain/tick.ts';
import {
  formatDecimal,
  MICROS_PER_SECOND,
  notional,
  SCALE,
  type Timestamp,
} from '../domain/units.ts';
import type { ExchangeMode, ModeChange } from './options.ts';
import type { SimMarket } from './sim-market.ts';

// What the venue checks before it matches. Codes follow its error list (docs, read 2026-11).

/** Sizes have two decimals: hundredths of a share. Venue SDK rounding table, read 2026-11. */
const SIZE_STEP = 10_000;
/** A marketable buy is worth at least a dollar. Venue docs, read 2026-11. */
const MARKETABLE_MINIMUM = SCALE;
/** FAK and FOK buys spend whole cents. Venue SDK, read 2026-11. */
const AMOUNT_STEP = 10_000;
/** A GTD order must state an expiration at least 3 minutes ahead. Venue docs, read 2026-11. */
export const EXPIRATION_AHEAD = 180 * MICROS_PER_SECOND;
/**
 * ASSUMPTION, kept here alone: the venue kills a GTD order exactly this long before the stated
 * expiration ("about a minute", docs read 2026-11). `expiresAt` of an order is when it is killed,
 * so what is stated to the venue is this much later.
 */
export const EXPIRATION_THRESHOLD = 60 * MICROS_PER_SECOND;

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

/** What an order says of itself: checked at arrival. `isMarketable`: it would trade at once. */
export function refuseTerms(
  market: SimMarket,
  terms: OrderTerms,
  isMarketable: boolean,
  at: Timestamp,
): Refusal | undefined {
  const { size, price, timeInForce } = terms;
  const isImmediate = timeInForce === 'FAK' || timeInForce === 'FOK';
  if (!(size > 0) || size % SIZE_STEP !== 0) {
    return refuse('size_precision', `size ${size / SCALE} is no positive multiple of 0.01`);
  }
  if (isImmediate && terms.postOnly) {
    return refuse('invalid_order', `a ${timeInForce} order cannot be post-only`);
  }
  if (timeInForce === 'GTD' && !isFarEnough(terms.expiresAt, at)) {
    return refuse('invalid_expiration', 'a GTD order states an expiration 3 minutes ahead or more');
  }
  if (!isImmediate && size < market.market.minimumSize) {
    const minimum = formatDecimal(market.market.minimumSize);
    return refuse('minimum_size', `size ${formatDecimal(size)} is below the minimum ${minimum}`);
  }
  if (terms.side === 'sell') return undefined;
  // Exact: hundredths of a share at any tick are whole millionths of a dollar.
  const worth = notional(size, price, 'down');
  if (isImmediate && worth % AMOUNT_STEP !== 0) {
    return refuse('amount_precision', `${timeInForce} buys spend whole cents`);
  }
  if ((isImmediate || isMarketable) && worth < MARKETABLE_MINIMUM) {
    return refuse('marketable_minimum', 'a marketable buy is worth a dollar or more');
  }
  return undefined;
}

/** What depends on what the order would meet. */
export function refuseCrossing(
  market: SimMarket,
  terms: OrderTerms,
  isMarketable: boolean,
): Refusal | undefined {
  if (!isMarketable) return undefined;
  if (terms.postOnly) return refuse('post_only_crosses', 'the post-only order crosses the book');
  // A crossed book is a feed between two states: which side is stale nobody knows, so nobody
  // takes. Orders that would only rest are accepted.
  if (market.book.isCrossed) return refuse('book_crossed', 'the recorded book is crossed');
  return undefined;
}

function isFarEnough(expiresAt: Timestamp | undefined, at: Timestamp): boolean {
  return expiresAt !== undefined && expiresAt + EXPIRATION_THRESHOLD - at >= EXPIRATION_AHEAD;
}
