import { afterEach, beforeEach, expect, test } from 'vitest';
import { anvilSigner } from '../../../test/support/anvil.ts';
import { type ServedExchange, serveExchange } from '../../../test/support/local-exchange.ts';
import type { VenueOrderId } from '../../domain/ids.ts';
import type { Price, Shares } from '../../domain/units.ts';
import { openVenue, type Venue } from '../venue.ts';
import { killOrders } from './kill-orders.ts';

let served: ServedExchange;
let venue: Venue;
beforeEach(async () => {
  served = await serveExchange();
  venue = openVenue(served.services);
});
afterEach(async () => {
  venue.close();
  await served.exchange.stop();
});

/** A desk whose key has three orders open, which it knows nothing of. */
async function deskWithOrders() {
  const login = await venue.clob.login.deriveOrCreate(anvilSigner());
  if (login.kind !== 'ok') throw new Error(login.kind);
  const { address } = anvilSigner();
  const own = served.exchange.venue;
  const key = own.keys.byId(login.value.key);
  if (key === undefined) throw new Error('no key');
  const wallet = own.wallet(address.toLowerCase(), address.toLowerCase());
  for (const cents of [10, 11, 12]) {
    own.submit({
      id: own.ids.hash('left open', cents) as VenueOrderId,
      key,
      wallet,
      market: served.market,
      outcome: 0,
      terms: {
        token: (2 * served.market.index) as never,
        side: 'buy',
        price: (cents * 10_000) as Price,
        size: 10_000_000 as Shares,
        timeInForce: 'GTC',
        postOnly: false,
        expiresAt: undefined,
      },
      expirationSeconds: 0,
    });
  }
  const open = () => own.orders.openOf(key).length;
  expect(open()).toBe(3);
  return { desk: venue.clob.desk(address, login.value), open };
}

test('everything is canceled, and that nothing is open is asked, not assumed', async () => {
  const { desk, open } = await deskWithOrders();
  const proof = await killOrders(desk, venue, 5_000);
  expect(proof).toMatchObject({ isProven: true, open: [], canceled: 3, troubles: [] });
  expect(open()).toBe(0);
});

test('where cancel-all fails, markets and single orders are canceled', async () => {
  const { desk, open } = await deskWithOrders();
  served.exchange.server.desk.faults.plan('DELETE /cancel-all', { fault: 'drop' });
  const proof = await killOrders(desk, venue, 10_000);
  expect(proof).toMatchObject({ isProven: true, open: [] });
  expect(proof.troubles).toEqual([expect.stringMatching(/^cancel-all: /)]);
  expect(open()).toBe(0);
});

test('an exchange that does not answer leaves it unproven, and says so', async () => {
  const { desk } = await deskWithOrders();
  await served.exchange.stop();
  const proof = await killOrders(desk, venue, 100);
  expect(proof).toMatchObject({ isProven: false, at: undefined, open: undefined });
  expect(proof.troubles.join()).toMatch(/open orders: /);
}, 60_000);
