import { Account } from '../domain/account.ts';
import { marketOf } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Usd } from '../domain/units.ts';
import type { View } from '../ports/view.ts';

/**
 * The most that a buy can cost, taker fee included.
 * @throws InvariantError when the market's fee is not known: the gate asks that first.
 */
export function buyCost(terms: OrderTerms, view: View): Usd {
  const fee = view.markets[marketOf(terms.token)]?.fee;
  invariant(fee !== undefined, 'a cost was asked for before the fee was known');
  return Account.costOf(terms, fee.value);
}
