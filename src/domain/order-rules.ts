import type { LimitTerms } from './order.ts';
import { type Refusal, refuse } from './result.ts';
import {
  AMOUNT_STEP,
  costsWholeCents,
  isTradableSize,
  isWorthADollar,
  MARKETABLE_MINIMUM,
} from './size-rules.ts';
import { isOnTick, type TickSize } from './tick.ts';
import {
  formatDecimal,
  MICROS_PER_SECOND,
  type Price,
  type Shares,
  type Timestamp,
  type Usd,
} from './units.ts';

// What the venue demands of an order's numbers, whatever the state of its market.

/** A GTD order must state an expiration at least 3 minutes ahead. Venue docs, read 2026-11. */
export const EXPIRATION_AHEAD = 180 * MICROS_PER_SECOND;
/**
 * ASSUMPTION, kept here alone: the venue kills a GTD order exactly this long before the stated
 * expiration ("about a minute", docs read 2026-11). `expiresAt` of an order is when it is killed,
 * so what is stated to the venue is this much later.
 */
export const EXPIRATION_THRESHOLD = 60 * MICROS_PER_SECOND;

/**
 * Why the venue could never accept such an order, or undefined. `minimumSize`: of the market, where
 * it is known.
 */
export function refuseTerms(
  terms: LimitTerms,
  tick: TickSize,
  minimumSize: Shares | undefined,
  now: Timestamp,
): Refusal | undefined {
  return (
    refusePrice(terms.price, tick) ??
    refuseSize(terms.size) ??
    (terms.timeInForce === 'GTC' || terms.timeInForce === 'GTD'
      ? refuseResting(terms, minimumSize, now)
      : refuseImmediate(terms))
  );
}

/** Why an order cannot have this price, or undefined. */
export function refusePrice(price: Price, tick: TickSize): Refusal | undefined {
  if (Number.isSafeInteger(price) && isOnTick(price, tick)) return undefined;
  return refuse('price_off_tick', `price ${text(price)} is no multiple of ${text(tick)} in (0, 1)`);
}

function refuseSize(size: Shares): Refusal | undefined {
  if (!Number.isSafeInteger(size) || size <= 0) {
    return refuse('size_not_positive', `size ${text(size)} is not above 0`);
  }
  if (!isTradableSize(size)) {
    return refuse('size_too_fine', `size ${text(size)} is no multiple of 0.01 shares`);
  }
  return undefined;
}

function refuseResting(
  terms: LimitTerms,
  minimumSize: Shares | undefined,
  now: Timestamp,
): Refusal | undefined {
  if (minimumSize !== undefined && terms.size < minimumSize) {
    const told = `size ${text(terms.size)} rests below the least, ${text(minimumSize)}`;
    return refuse('below_minimum_size', told);
  }
  const expires = terms.timeInForce === 'GTD';
  if (expires !== (terms.expiresAt !== undefined)) {
    return refuse('expiry_mismatch', 'GTD needs a time of expiry, GTC may not have one');
  }
  if (terms.expiresAt !== undefined && terms.expiresAt <= now) {
    return refuse('expired_already', `expires at ${terms.expiresAt} µs, it is ${now} µs`);
  }
  return undefined;
}

function refuseImmediate(terms: LimitTerms): Refusal | undefined {
  if (terms.postOnly || terms.expiresAt !== undefined) {
    return refuse('contradictory_terms', `${terms.timeInForce} neither rests nor expires`);
  }
  if (terms.side === 'sell') return undefined;
  if (!costsWholeCents(terms.size, terms.price)) {
    return refuse(
      'cost_not_whole_cents',
      `${text(terms.size)} shares at ${text(terms.price)} is not a whole number of cents`,
    );
  }
  if (!isWorthADollar(terms.size, terms.price)) {
    return refuse(
      'below_minimum_cost',
      `${text(terms.size)} shares at ${text(terms.price)} is worth less than 1 dollar`,
    );
  }
  return undefined;
}

/** Why nothing can be bought at once for this many dollars, or undefined. */
export function refuseSpend(spend: Usd): Refusal | undefined {
  if (!Number.isSafeInteger(spend) || spend % AMOUNT_STEP !== 0) {
    return refuse('cost_not_whole_cents', `${text(spend)} dollars is not a whole number of cents`);
  }
  if (spend < MARKETABLE_MINIMUM) {
    return refuse('below_minimum_cost', `${text(spend)} is worth less than 1 dollar`);
  }
  return undefined;
}

function text(units: number): string {
  return Number.isSafeInteger(units) ? formatDecimal(units) : String(units);
}
