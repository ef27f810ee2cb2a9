import { isClosed } from '../../../src/domain/order-status.ts';
import type { OpenOrders } from '../format/open-orders.ts';
import { useSelected } from './use-desk.ts';

/** How many orders are open by what the desk knows now; undefined: it was not heard yet. */
export function useOpenOrders(): OpenOrders | undefined {
  return useSelected(['orders'], ({ orders }) => {
    const all = Object.values(orders).filter(({ status }) => !isClosed(status));
    return { open: all.length, unknown: all.filter(({ isUnknown }) => isUnknown).length };
  });
}
