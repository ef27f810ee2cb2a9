import { type Refusal, refuse } from '../domain/result.ts';
import { formatDecimal, type Price } from '../domain/units.ts';
import type { View } from '../ports/view.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/**
 * A limit price does not reach further through the book than the cap: a slip of the finger or a
 * wrong token. Measured from the best price of the other side, or where that side is empty from
 * the best price of its own. A price away from the market is nobody's slip.
 */
export function limitPrice(maxPriceThrough: Cap<Price>): Check {
  const most = capOf(maxPriceThrough);
  return ({ terms }, view) => {
    if (most === Number.POSITIVE_INFINITY) return undefined;
    const best = referenceOf(terms.token, terms.side, view);
    if (best === undefined) {
      return refuse('no_price_to_compare', 'the book is empty: no price to hold the limit against');
    }
    const through = terms.side === 'buy' ? terms.price - best : best - terms.price;
    return through <= most ? undefined : tooFar(terms.price, best, most);
  };
}

function referenceOf(
  token: Parameters<View['bestBid']>[0],
  side: 'buy' | 'sell',
  view: View,
): Price | undefined {
  const bid = view.bestBid(token);
  const ask = view.bestAsk(token);
  return side === 'buy' ? (ask ?? bid) : (bid ?? ask);
}

function tooFar(price: Price, best: Price, most: number): Refusal {
  return refuse(
    'price_too_far',
    `limit ${formatDecimal(price)} is more than maxPriceThrough ${formatDecimal(most)} ` +
      `beyond ${formatDecimal(best)}`,
  );
}
