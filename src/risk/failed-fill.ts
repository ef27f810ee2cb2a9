import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import { MICROS_PER_SECOND } from '../domain/units.ts';
import type { Check } from './check.ts';

/**
 * After a buy that the chain has not settled, nothing is bought in its market for a while: what
 * made it fail (the venue, the chain, a missing approval) would take the next one as well, and what
 * looks like a missing side may have been bought twice.
 */
export function limitAfterFailedFill(failedFillWait: number): Check {
  return ({ terms }, view) => {
    if (terms.side === 'sell') return undefined;
    const market = marketOf(terms.token);
    const failedAt = view.fillFailedAt(market);
    if (failedAt === undefined || view.now >= failedAt + failedFillWait) return undefined;
    const ago = (view.now - failedAt) / MICROS_PER_SECOND;
    const slug = view.markets[market]?.slug ?? `market ${market}`;
    return refuse(
      'fill_failed',
      `a buy in ${slug} failed on the chain ${ago} s ago, ` +
        `failedFillWait is ${failedFillWait / MICROS_PER_SECOND} s`,
    );
  };
}
