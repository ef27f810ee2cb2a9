// The live execution wired to a local exchange as a desk wires it: client, signing, user channel.

import type { Approved, SubmitOrder } from '../../src/domain/command.ts';
import type { ExchangeEvent } from '../../src/domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../../src/domain/ids.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import type { HttpTransport } from '../../src/net/http-transport.ts';
import type { Transport } from '../../src/net/transport.ts';
import type { VenueExecutionOptions } from '../../src/polymarket/execution/execution-options.ts';
import type { Notice } from '../../src/polymarket/execution/notice.ts';
import type { OrderHistory } from '../../src/polymarket/execution/order-history.ts';
import type { OrderJournal } from '../../src/polymarket/execution/order-record.ts';
import { VenueExecution } from '../../src/polymarket/execution/venue-execution.ts';
import { OrderBuilder } from '../../src/polymarket/orders/order-builder.ts';
import { OrderSigning } from '../../src/polymarket/orders/order-signing.ts';
import { ClobClient } from '../../src/polymarket/rest/clob-client.ts';
import { VenueClock } from '../../src/polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../../src/polymarket/rest/venue-limiter.ts';
import { UserChannel } from '../../src/polymarket/sockets/user-channel.ts';
import { readUserFrame } from '../../src/polymarket/wire/user/user-frame.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { aboutOrders } from './about-orders.ts';
import { ANVIL_ADDRESS, anvilSigner } from './anvil.ts';
import { benchToken } from './bench-token.ts';
import { termsOf } from './sim-scenario.ts';

const random = () => 0.5;
const signer = anvilSigner();

type Parts = {
  readonly server: { readonly base: string; readonly port: number };
  readonly key: { readonly id: string; readonly secret: string; readonly passphrase: string };
  readonly clock: Clock;
  readonly transport: Transport;
  readonly http?: HttpTransport;
  readonly journal: OrderJournal;
  readonly history: OrderHistory;
  readonly salt: ConstructorParameters<typeof OrderBuilder>[1];
  /** How orders are signed, by what would sign them. */
  readonly sign?: (signing: OrderSigning) => VenueExecutionOptions['sign'];
  /** Waits for the first answer; the exchange may need turns for it. */
  readonly come?: <T>(answer: Promise<T>) => Promise<T>;
  /** Dead: it hears nothing any more. */
  readonly isOver?: () => boolean;
};

/** A desk of the Anvil key on that exchange; its user channel is on its way. */
export async function benchDesk(parts: Parts) {
  const { server, key, clock, history, isOver = () => false } = parts;
  const venueClock = new VenueClock(clock);
  const limiter = new VenueLimiter(clock);
  const asked = { clock, venueClock, limiter, random, userAgent: 'polydesk-test/1' };
  const clob = new ClobClient(server.base, {
    ...asked,
    ...(parts.http && { http: parts.http }),
  });
  await (parts.come ?? ((answer) => answer))(clob.state.version());
  const secrets = { secret: new Secret(key.secret), passphrase: new Secret(key.passphrase) };
  const credentials = { key: key.id, ...secrets };
  const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
  const maySign = () => clob.state.maySign();
  const signing = new OrderSigning({ signer, owner: key.id, maySign });
  const events: ExchangeEvent[] = [];
  const notices: Notice[] = [];
  const faults: unknown[] = [];
  const onFault = (error: unknown) => {
    if (!isOver()) faults.push(error);
  };
  const execution = new VenueExecution({
    ...clob.desk(ANVIL_ADDRESS, credentials),
    builder: new OrderBuilder(account, parts.salt),
    sign: parts.sign?.(signing) ?? ((unsigned, exchange) => signing.sign(unsigned, exchange)),
    permit: () => ({ ok: true, value: undefined }),
    signatureType: 0,
    wallet: ANVIL_ADDRESS,
    journal: parts.journal,
    history,
    listed: benchToken,
    expected: () => undefined,
    left: () => undefined,
    clock,
    venueNow: () => clock.now(),
    random,
    onAnswer: () => {
      if (isOver()) return;
      const until = (clock.now() + 1) as Timestamp;
      for (let one = execution.poll(until); one; one = execution.poll(until)) {
        events.push(aboutOrders(one));
      }
    },
    onNotice: (notice) => notices.push(notice),
    onFault,
    ageMsMost: 5_000,
    reconcileEveryMs: 30_000,
    haltOnForeign: true,
  });
  const channel = new UserChannel({
    url: `ws://127.0.0.1:${server.port}/ws/user`,
    clock,
    transport: parts.transport,
    random,
    nextConnection: () => 1,
    credentials,
    markets: undefined,
    read: readUserFrame,
    sink: {
      frame() {},
      message: (message) => execution.onUserMessage(message),
      refused: onFault,
      blind: () => execution.onBlind(),
      gap: () => execution.onGap(),
    },
    onFault,
  });
  channel.start();
  let ids = history.nextOrder - 1;
  const submit = (order: string): ClientOrderId => {
    const id = ++ids as ClientOrderId;
    const reason = { code: 'test', numbers: {} };
    const head = { kind: 'SubmitOrder', id, strategy: 0 as StrategyIndex } as const;
    const command: SubmitOrder = { ...head, terms: termsOf(order), reason };
    execution.submit(command as Approved<SubmitOrder>, clock.now());
    return id;
  };
  const cancel = (id: number) => execution.cancel(id as ClientOrderId, clock.now());
  return { execution, channel, submit, cancel, events, notices, faults };
}
