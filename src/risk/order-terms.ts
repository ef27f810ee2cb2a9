import { marketOf } from '../domain/ids.ts';
import { refuseTerms } from '../domain/order-rules.ts';
import { refuse } from '../domain/result.ts';
import type { Check } from './check.ts';

/** The order is one that the venue could accept at all. */
export const checkOrderTerms: Check = ({ terms }, view) => {
  const index = marketOf(terms.token);
  const market = view.markets[index];
  if (market === undefined) {
    return refuse('unknown_market', `the run has no market for token ${terms.token}`);
  }
  return refuseTerms(terms, view.tick(index), market.minimumSize, view.now);
};
