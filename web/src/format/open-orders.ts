import { grouped, UNKNOWN } from './amount.ts';

export type OpenOrders = { readonly open: number; readonly unknown: number };

/** How many are open; a desk that was not heard yet may have any. */
export function openInWords(orders: OpenOrders | undefined): string {
  return orders === undefined ? UNKNOWN : grouped(orders.open);
}
