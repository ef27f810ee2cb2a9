import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { MICROS_PER_SECOND } from '../domain/units.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/**
 * Nothing is bought on a book of which nothing was heard for so long. A quiet market is not a stale
 * one, so this is for feeds that tell all the time; a stall that the recorder finds out makes the
 * book untrusted anyway.
 */
export function limitBookAge(maxBookAge: Cap<number>): Check {
  const most = capOf(maxBookAge);
  if (most === Number.POSITIVE_INFINITY) return () => undefined;
  return ({ terms }, view) => {
    const market = marketOf(terms.token);
    const heard = view.bookAt(market);
    if (terms.side === 'sell' || (heard !== undefined && view.now - heard <= most))
      return undefined;
    const slug = view.markets[market]?.slug ?? `market ${market}`;
    const age = heard === undefined ? 'ever' : `for ${(view.now - heard) / MICROS_PER_SECOND} s`;
    return refuse(
      'book_stale',
      `nothing was heard of the book of ${slug} ${age}, ` +
        `maxBookAge is ${most / MICROS_PER_SECOND} s`,
    );
  };
}
