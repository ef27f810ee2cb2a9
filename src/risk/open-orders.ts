import { refuse } from '../domain/result.ts';
import type { Check } from './check.ts';
import { type Cap, capOf } from './risk-limits.ts';

/** The account has at most so many orders in flight or open. */
export function limitOpenOrders(maxOpenOrders: Cap<number>): Check {
  const most = capOf(maxOpenOrders);
  return (_command, _view, account) => {
    if (account.openOrders < most) return undefined;
    return refuse(
      'too_many_open_orders',
      `${account.openOrders} orders are open, maxOpenOrders is ${most}`,
    );
  };
}
