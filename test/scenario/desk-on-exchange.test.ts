// The live execution on the local exchange: real signatures, real HTTP, a real user channel, and an
// exchange that knows nothing of us but what is sent. Virtual time.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Approved, SubmitOrder } from '../../src/domain/command.ts';
import type { ExchangeEvent } from '../../src/domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import {
  createExchangeServer,
  type ExchangeServer,
} from '../../src/exchange/http/exchange-server.ts';
import { OrderIntake } from '../../src/exchange/intake/order-intake.ts';
import { attachSockets } from '../../src/exchange/sockets/attach-sockets.ts';
import { StrictClock } from '../../src/net/strict-clock.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import type { Notice } from '../../src/polymarket/execution/notice.ts';
import { recover } from '../../src/polymarket/execution/order-history.ts';
import { VenueExecution } from '../../src/polymarket/execution/venue-execution.ts';
import { OrderBuilder } from '../../src/polymarket/orders/order-builder.ts';
import { OrderSigning } from '../../src/polymarket/orders/order-signing.ts';
import { randomSalt } from '../../src/polymarket/orders/random-salt.ts';
import { ClobClient } from '../../src/polymarket/rest/clob-client.ts';
import { VenueClock } from '../../src/polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../../src/polymarket/rest/venue-limiter.ts';
import { EXCHANGE_V2 } from '../../src/polymarket/signing/exchange-contract.ts';
import type { ExchangeOrder } from '../../src/polymarket/signing/exchange-order.ts';
import { orderId, verifyOrder } from '../../src/polymarket/signing/order-signature.ts';
import { UserChannel } from '../../src/polymarket/sockets/user-channel.ts';
import { readUserFrame } from '../../src/polymarket/wire/user/user-frame.ts';
import { ANVIL_ADDRESS, anvilSigner } from '../support/anvil.ts';
import { benchToken } from '../support/bench-token.ts';
import { eventually } from '../support/eventually.ts';
import { LocalBench } from '../support/local-venue.ts';
import { termsOf } from '../support/sim-scenario.ts';

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
  const clock = new StrictClock(time);
  const random = () => 0.5;
  const sockets = attachSockets(server.app.server, { venue: bench.venue, clock: time });
  const venueClock = new VenueClock(time);
  const limiter = new VenueLimiter(time);
  const options = { clock: time, venueClock, limiter, random, userAgent: 'polydesk-test/1' };
  const clob = new ClobClient(server.base, options);
  await clob.state.version();
  const { id: key, secret, passphrase } = ann.key;
  const credentials = { key, secret: new Secret(secret), passphrase: new Secret(passphrase) };
  const desk = clob.desk(ANVIL_ADDRESS, credentials);
  const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
  const maySign = () => clob.state.maySign();
  const signing = new OrderSigning({ signer: anvilSigner(), owner: key, maySign });
  const told: ExchangeEvent[] = [];
  const notices: Notice[] = [];
  const faults: unknown[] = [];
  const execution = new VenueExecution({
    ...desk,
    builder: new OrderBuilder(account, randomSalt),
    sign: (unsigned, exchange) => signing.sign(unsigned, exchange),
    permit: () => ({ ok: true, value: undefined }),
    signatureType: 0,
    wallet: ANVIL_ADDRESS,
    journal: { append: () => {}, durable: () => Promise.resolve() },
    history: recover([]),
    listed: benchToken,
    expected: () => undefined,
    left: () => undefined,
    clock,
    venueNow: () => time.now(),
    random,
    onAnswer: () => {
      const until = (clock.now() + 1) as Timestamp;
      for (let answer = execution.poll(until); answer; answer = execution.poll(until)) {
        told.push(answer);
      }
    },
    onNotice: (notice) => notices.push(notice),
    onFault: (error) => faults.push(error),
    ageMsMost: 5_000,
    reconcileEveryMs: 30_000,
    haltOnForeign: true,
  });
  const channel = new UserChannel({
    url: `ws://127.0.0.1:${server.port}/ws/user`,
    clock: time,
    transport: wsTransport,
    random,
    nextConnection: () => 1,
    credentials,
    markets: undefined,
    read: readUserFrame,
    sink: {
      frame() {},
      message: (message) => execution.onUserMessage(message),
      refused: (refusal) => faults.push(refusal),
      blind: () => execution.onBlind(),
      gap: () => execution.onGap(),
    },
    onFault: (error) => faults.push(error),
  });
  channel.start();
  end = async () => {
    await channel.close();
    sockets.close();
  };
  const starting = execution.start();
  await until(() => execution.mayPost().ok);
  expect(await starting).toMatchObject({ isProven: true });
  let ids = 0;
  const submit = (order: string) => {
    const id = ++ids as ClientOrderId;
    const reason = { code: 'test', numbers: {} };
    const head = { kind: 'SubmitOrder', id, strategy: 0 as StrategyIndex } as const;
    const command: SubmitOrder = { ...head, terms: termsOf(order), reason };
    execution.submit(command as Approved<SubmitOrder>, time.now());
    return id;
  };
  const said = () => told.splice(0).map(({ kind, order }) => `${order} ${kind}`);
  return { execution, submit, said, told, notices, faults };
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
