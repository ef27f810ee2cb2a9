import { marketOf } from '../domain/ids.ts';
import { refuse } from '../domain/result.ts';
import type { Check } from './check.ts';

/** No order is sent on a book that has a gap behind it or that crosses itself. */
export const checkTrustedBook: Check = ({ terms }, view) => {
  const market = marketOf(terms.token);
  if (view.isTrusted(market)) return undefined;
  const slug = view.markets[market]?.slug ?? `market ${market}`;
  return refuse('book_untrusted', `the book of ${slug} is not to be trusted now`);
};
