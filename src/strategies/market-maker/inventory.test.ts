import { expect, test } from 'vitest';
import { leaveRoom } from './inventory.ts';

const rule = { maxInventory: 50, reduceAbove: 0.8 };

test.each([
  [0, 50, 'inventory_full', 50, 'inventory_full'],
  [10, 40, 'inventory_full', 60, 'inventory_full'],
  [39, 11, 'inventory_full', 89, 'inventory_full'],
  [40, 0, 'reduce_only', 90, 'inventory_full'],
  [60, 0, 'reduce_only', 110, 'inventory_full'],
  [-10, 60, 'inventory_full', 40, 'inventory_full'],
  [-40, 90, 'inventory_full', 0, 'reduce_only'],
])(
  'an inventory of %d: bids for %d (%s), asks for %d (%s)',
  (inventory, up, why, down, whyDown) => {
    const none = () => ({ room: Number.NaN, full: '', held: 0 });
    const means = { bids: none(), asks: none(), cash: 0, poor: '' };
    leaveRoom(means, inventory, rule);
    expect(means.bids).toEqual({ room: up, full: why, held: 0 });
    expect(means.asks).toEqual({ room: down, full: whyDown, held: 0 });
  },
);
