import { marketOf } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { OrderTerms } from '../domain/order.ts';
import { type Refusal, refuse } from '../domain/result.ts';
import { costsWholeCents, isTradableSize, isWorthADollar } from '../domain/size-rules.ts';
import { isOnTick } from '../domain/tick.ts';
import { formatDecimal } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Check } from './check.ts';

/** The order is one that the venue could accept at all. */
export const checkOrderTerms: Check = ({ terms }, view) => {
  const market = view.markets[marketOf(terms.token)];
  if (market === undefined) {
    return refuse('unknown_market', `the run has no market for token ${terms.token}`);
  }
  return checkNumbers(terms, view) ?? checkTimeInForce(terms, market, view);
};

function checkNumbers(terms: OrderTerms, view: View): Refusal | undefined {
  const { price, size } = terms;
  const tick = view.tick(marketOf(terms.token));
  if (!Number.isSafeInteger(price) || !isOnTick(price, tick)) {
    return refuse(
      'price_off_tick',
      `price ${text(price)} is no multiple of ${text(tick)} in (0, 1)`,
    );
  }
  if (!Number.isSafeInteger(size) || size <= 0) {
    return refuse('size_not_positive', `size ${text(size)} is not above 0`);
  }
  if (!isTradableSize(size)) {
    return refuse('size_too_fine', `size ${text(size)} is no multiple of 0.01 shares`);
  }
  return undefined;
}

function checkTimeInForce(terms: OrderTerms, market: Market, view: View): Refusal | undefined {
  switch (terms.timeInForce) {
    case 'GTC':
    case 'GTD':
      return checkResting(terms, market, view);
    case 'FOK':
    case 'FAK':
      return checkImmediate(terms);
  }
}

function checkResting(terms: OrderTerms, market: Market, view: View): Refusal | undefined {
  const least = market.minimumSize;
  if (least !== undefined && terms.size < least) {
    const told = `size ${text(terms.size)} rests below the least, ${text(least)}`;
    return refuse('below_minimum_size', told);
  }
  const expires = terms.timeInForce === 'GTD';
  if (expires !== (terms.expiresAt !== undefined)) {
    return refuse('expiry_mismatch', 'GTD needs a time of expiry, GTC may not have one');
  }
  if (terms.expiresAt !== undefined && terms.expiresAt <= view.now) {
    return refuse('expired_already', `expires at ${terms.expiresAt} µs, it is ${view.now} µs`);
  }
  return undefined;
}

function checkImmediate(terms: OrderTerms): Refusal | undefined {
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

function text(units: number): string {
  return Number.isSafeInteger(units) ? formatDecimal(units) : String(units);
}
