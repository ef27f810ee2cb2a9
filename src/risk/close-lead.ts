import { marketOf } from '../domain/ids.ts';
import { isImmediate } from '../domain/order.ts';
import { refuse } from '../domain/result.ts';
import { MICROS_PER_SECOND } from '../domain/units.ts';
import type { Check } from './check.ts';

/**
 * In the last moments of a market nothing is opened and nothing rests any more: what is still open
 * when it ends is filled by whoever knows how it ended. A sale at once only gets us out.
 */
export function limitCloseLead(closeLead: number): Check {
  return ({ terms }, view) => {
    const market = view.markets[marketOf(terms.token)];
    if (market?.closesAt === undefined || view.now < market.closesAt - closeLead) return undefined;
    if (terms.side === 'sell' && isImmediate(terms)) return undefined;
    const left = (market.closesAt - view.now) / MICROS_PER_SECOND;
    return refuse(
      'market_ends',
      `${market.slug} ends in ${left} s, closeLead is ${closeLead / MICROS_PER_SECOND} s`,
    );
  };
}
