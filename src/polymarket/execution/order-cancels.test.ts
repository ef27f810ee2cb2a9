import { expect, test } from 'vitest';
import { OrderStage } from '../../../test/support/order-stage.ts';
import { success } from '../../../test/support/order-venue.ts';
import type { VenueOrderId } from '../../domain/ids.ts';
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

test('a kill does not wait for what refusals of before have made the waits', async () => {
  const stage = await OrderStage.open();
  stage.submit('buy Up 10 @ 0.4');
  await stage.pass(10);
  const { venue } = stage;
  const taken = venue.cancel.bind(venue);
  const refused = (ids: readonly VenueOrderId[]) =>
    success({ canceled: [], notCanceled: new Map(ids.map((id) => [id, venueError('no')])) });
  venue.cancel = async (id) => refused([id]);
  venue.cancelMany = async (ids) => refused(ids);
  stage.cancelAll();
  await stage.pass(30_000);
  // It is gone then, and only a look at it says so.
  venue.cancelAll = async () => {
    for (const { order } of venue.open) await taken(order);
    return refused([]);
  };
  let isProven: boolean | undefined;
  void stage.execution.kill().then((proof) => {
    isProven = proof.isProven;
  });
  await stage.pass(1_000);
  expect(isProven).toBe(true);
});
