// The live execution on the local exchange: real signatures, real HTTP, a real user channel, and an
// exchange that knows nothing of us but what is sent. Virtual time.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../src/domain/result.ts';
import {
  createExchangeServer,
  type ExchangeServer,
} from '../../src/exchange/http/exchange-server.ts';
import { OrderIntake } from '../../src/exchange/intake/order-intake.ts';
import { attachSockets } from '../../src/exchange/sockets/attach-sockets.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { recover } from '../../src/polymarket/execution/order-history.ts';
import { randomSalt } from '../../src/polymarket/orders/random-salt.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../src/polymarket/signing/exchange-order.ts';
import { orderId, verifyOrder } from '../../src/polymarket/signing/order-signature.ts';
import { ANVIL_ADDRESS } from '../support/anvil.ts';
import { benchDesk } from '../support/bench-desk.ts';
import { eventually } from '../support/eventually.ts';
import { LocalBench } from '../support/local-venue.ts';

let bench: LocalBench;
let server: ExchangeServer;
let end: () => Promise<void>;

beforeEach(async () => {
  bench = new LocalBench();
  const intake = new OrderIntake(bench.venue, (terms, signature) => {
    // Addresses come in lower case, and are signed as numbers.
    const named = { ...terms, maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS };
    const order = named as unknown as ExchangeOrder;
    const signer = verifyOrder(order, EXCHANGE_V2, signature);
    return signer.ok ? ok(orderId(order, EXCHANGE_V2)) : signer;
  });
  const verifyLogin = () => ok('nobody');
  server = await createExchangeServer({ venue: bench.venue, intake, verifyLogin, tier: undefined });
});
afterEach(async () => {
  await end();
  await server.close();
});

async function deskOn() {
  const { clock: time, ann } = bench;
  const sockets = attachSockets(server.app.server, { venue: bench.venue, clock: time });
  const desk = await benchDesk({
    server,
    key: ann.key,
    clock: new StrictClock(time),
    transport: wsTransport,
    journal: { append: () => {}, durable: () => Promise.resolve() },
    history: recover([]),
    salt: randomSalt,
  });
  const { execution, channel, events: told } = desk;
  end = async () => {
    await channel.close();
    sockets.close();
  };
  const starting = execution.start();
  await until(() => execution.mayPost().ok);
  expect(await starting).toMatchObject({ isProven: true });
  const said = () => told.splice(0).map(({ kind, order }) => `${order} ${kind}`);
  return { ...desk, said, told };
}

/** Time passes slowly enough for the wire. */
async function until(holds: () => boolean, stepMs = 1): Promise<void> {
  await eventually(() => {
    bench.clock.advance(stepMs);
    return holds();
  });
}

test('orders rest, trade both ways and are canceled, each word once', async () => {
  const { execution, submit, said, told, notices, faults } = await deskOn();
  const first = submit('buy Up 10 @ 0.4');
  submit('buy Up 20 @ 0.3');
  await until(() => told.length === 2);
  expect(said()).toEqual(['1 OrderAccepted', '2 OrderAccepted']);

  // Bob buys Down at 0.6: a mint with our bid.
  bench.send(bench.bob, { side: 'buy', price: 0.6, size: 6, outcome: 1 });
  await until(() => told.some(({ kind }) => kind === 'OrderFilled'));
  const fill = told.find(({ kind }) => kind === 'OrderFilled');
  expect(fill).toMatchObject({
    order: first,
    fill: { side: 'buy', size: 6e6, price: 400_000, liquidity: 'maker', match: 'mint' },
  });
  await until(() => told.some((e) => e.kind === 'FillSettled' && e.settlement === 'confirmed'));
  told.length = 0;

  execution.cancel(first, bench.clock.now());
  await until(() => told.length > 0);
  expect(said()).toEqual(['1 OrderCanceled']);

  // A taker order that finds a part, and one that finds nobody.
  bench.send(bench.bob, { side: 'buy', price: 0.5, size: 6, outcome: 1 });
  submit('buy Up 10 @ 0.5 FAK');
  await until(() => told.some(({ kind }) => kind === 'OrderCanceled'));
  expect(said().filter((word) => !word.includes('Settled'))).toEqual([
    '3 OrderAccepted',
    '3 OrderFilled',
    '3 OrderCanceled',
  ]);
  submit('buy Up 10 @ 0.5 FAK');
  await until(() => told.some(({ kind }) => kind === 'OrderRejected'));
  expect(told.at(-1)).toMatchObject({ order: 4, code: 'no_match' });

  // What the venue still has is the second order; the end takes it out, and proves it.
  const closing = execution.close();
  let proof: Awaited<typeof closing> | undefined;
  void closing.then((value) => {
    proof = value;
  });
  await until(() => proof !== undefined, 20);
  expect(proof).toMatchObject({ isProven: true, open: [], unresolved: [], troubles: [] });
  expect(told.at(-1)).toMatchObject({ kind: 'OrderCanceled', order: 2, reason: 'requested' });
  expect([notices, faults]).toEqual([[], []]);
});
