import { isClosed } from '../../../src/domain/order-status.ts';
import { useSelected } from './use-desk.ts';

/** How many orders are open by what the desk knows now. */
export function useOpenOrders(): { readonly open: number; readonly unknown: number } | undefined {
  return useSelected(['orders'], ({ orders }) => {
    const all = Object.values(orders).filter(({ status }) => !isClosed(status));
    return { open: all.length, unknown: all.filter(({ isUnknown }) => isUnknown).length };
  });
}
