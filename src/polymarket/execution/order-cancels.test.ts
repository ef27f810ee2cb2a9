import { expect, test } from 'vitest';
import { OrderStage } from '../../../test/support/order-stage.ts';
import { success } from '../../../test/support/order-venue.ts';
import { venueError } from '../wire/venue-error.ts';

test.each(['already canceled or matched', 'words that nobody here knows'])(
  'refused again and again while the order is seen alive, it is asked with waits: %s',
  async (words) => {
    const stage = await OrderStage.open();
    stage.submit('buy Up 10 @ 0.4');
    await stage.pass(10);
    let cancels = 0;
    stage.venue.cancel = async (id) => {
      cancels++;
      // A venue that answered for ever would be asked for ever.
      if (cancels > 100) throw new Error('asked as fast as it answers');
      return success({ canceled: [], notCanceled: new Map([[id, venueError(words)]]) });
    };
    stage.cancelAll();
    await stage.pass(10_000);
    expect(stage.faults).toEqual([]);
    expect(cancels).toBeGreaterThan(5);
    expect(cancels).toBeLessThan(50);
  },
);
