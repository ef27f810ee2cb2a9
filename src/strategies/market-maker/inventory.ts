import type { Means } from './budget.ts';

export type InventoryRule = {
  /** Shares of one outcome more than of the other, at most. */
  readonly maxInventory: number;
  /** From this part of it on only the side that brings it down is quoted. */
  readonly reduceAbove: number;
};

const INVENTORY_FULL = 'inventory_full';
const REDUCE_ONLY = 'reduce_only';

/** How far each side may still move an inventory (first minus second outcome, share units). */
export function leaveRoom(means: Means, inventory: number, rule: InventoryRule): void {
  const { maxInventory, reduceAbove } = rule;
  leave(means.bids, inventory, maxInventory, reduceAbove);
  leave(means.asks, -inventory, maxInventory, reduceAbove);
}

function leave(
  side: Means['bids'],
  towards: number,
  maxInventory: number,
  reduceAbove: number,
): void {
  const isReducing = towards > 0 && towards >= maxInventory * reduceAbove;
  side.room = isReducing ? 0 : maxInventory - towards;
  side.full = isReducing ? REDUCE_ONLY : INVENTORY_FULL;
}
