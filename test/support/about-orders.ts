// For tests in which nothing is split or merged.
import { type ExchangeAnswer, isAboutSets } from '../../src/domain/event.ts';

type OfOrders<A> = Exclude<A, { readonly kind: 'SetsChanged' | 'SetsRefused' }>;

/** The answer, which is about an order. @throws when it is about a split or a merge. */
export function aboutOrders<A extends { readonly kind: ExchangeAnswer['kind'] }>(
  answer: A,
): OfOrders<A> {
  if (isAboutSets(answer)) throw new Error(`${answer.kind} where nothing was split or merged`);
  return answer as OfOrders<A>;
}
