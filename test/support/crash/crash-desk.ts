import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Approved, SubmitOrder } from '../../../src/domain/command.ts';
import type { ExchangeEvent } from '../../../src/domain/event.ts';
import type { ClientOrderId, StrategyIndex } from '../../../src/domain/ids.ts';
import type { Result } from '../../../src/domain/result.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Timestamp } from '../../../src/domain/units.ts';
import { StrictClock } from '../../../src/net/strict-clock.ts';
import type { Notice } from '../../../src/polymarket/execution/notice.ts';
import { recover } from '../../../src/polymarket/execution/order-history.ts';
import type { OrderJournal } from '../../../src/polymarket/execution/order-record.ts';
import { VenueExecution } from '../../../src/polymarket/execution/venue-execution.ts';
import { OrderBuilder } from '../../../src/polymarket/orders/order-builder.ts';
import { OrderSigning, type SignedOrder } from '../../../src/polymarket/orders/order-signing.ts';
import { ClobClient } from '../../../src/polymarket/rest/clob-client.ts';
import { VenueClock } from '../../../src/polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../../../src/polymarket/rest/venue-limiter.ts';
import { UserChannel } from '../../../src/polymarket/sockets/user-channel.ts';
import { readUserFrame } from '../../../src/polymarket/wire/user/user-frame.ts';
import { FileJournal } from '../../../src/store/journal/file-journal.ts';
import { ANVIL_ADDRESS, anvilSigner } from '../anvil.ts';
import { benchToken } from '../bench-token.ts';
import { termsOf } from '../sim-scenario.ts';
import type { CrashExchange } from './crash-exchange.ts';
import { type Life, MortalClock, mortalTransport } from './life.ts';

const random = () => 0.5;
const signer = anvilSigner();
/** Runs are alike, so that most orders were signed in an earlier one. */
const signed = new Map<string, Result<SignedOrder>>();

/** One life of a desk on what the ones before it have written. */
export async function crashDesk(exchange: CrashExchange, life: Life, lateMs: number) {
  const { bench, wire, server, disk } = exchange;
  const { ann } = bench;
  const clock = new StrictClock(new MortalClock(bench.clock, life));
  const file = await FileJournal.open({
    path: join(tmpdir(), `polydesk-crash-${process.pid}`),
    reserveBytes: 0,
    openFile: async () => disk.opened(life),
  });
  const history = recover(file.records.map(({ value }) => value));
  const venueClock = new VenueClock(clock);
  const clob = new ClobClient(server.base, {
    clock,
    venueClock,
    limiter: new VenueLimiter(clock),
    random,
    userAgent: 'polydesk-test/1',
    fetch: mortalFetch(exchange, life, lateMs),
  });
  await exchange.come(clob.state.version());
  const { id: key, secret, passphrase } = ann.key;
  const credentials = { key, secret: new Secret(secret), passphrase: new Secret(passphrase) };
  const account = { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 } as const;
  const maySign = () => clob.state.maySign();
  const signing = new OrderSigning({ signer, owner: key, maySign });
  // Each journal has its own numbers, or a new order might be an old one.
  let salts = history.nextOrder * 1_000;
  const events: ExchangeEvent[] = [];
  const notices: Notice[] = [];
  const faults: unknown[] = [];
  const onFault = (error: unknown) => {
    if (!life.isOver) faults.push(error);
  };
  const execution = new VenueExecution({
    ...clob.desk(ANVIL_ADDRESS, credentials),
    builder: new OrderBuilder(account, () => ++salts),
    sign: (unsigned, contract) => {
      const name = JSON.stringify([unsigned, key], (_name, value) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      const result = signed.get(name) ?? signing.sign(unsigned, contract);
      signed.set(name, result);
      return result;
    },
    permit: () => ({ ok: true, value: undefined }),
    signatureType: 0,
    wallet: ANVIL_ADDRESS,
    journal: mortalJournal(file, life),
    history,
    listed: benchToken,
    expected: () => undefined,
    left: () => undefined,
    clock,
    venueNow: () => clock.now(),
    random,
    onAnswer: () => {
      if (life.isOver) return;
      const until = (clock.now() + 1) as Timestamp;
      for (let one = execution.poll(until); one; one = execution.poll(until)) events.push(one);
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
    transport: mortalTransport(life, wire.transport),
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
  return { execution, submit, cancel, events, notices, faults };
}

export type CrashDesk = Awaited<ReturnType<typeof crashDesk>>;

function mortalJournal(file: FileJournal, life: Life): OrderJournal {
  return {
    append: (record) => {
      life.reach(`before append ${record.kind}`);
      const seq = file.append(record);
      life.reach(`after append ${record.kind}`);
      return seq;
    },
    durable: async () => {
      life.reach('before durable');
      await life.ifAlive(undefined);
      await file.durable();
      life.reach('after durable');
      await life.ifAlive(undefined);
    },
  };
}

/**
 * Requests of one life. What has left arrives whether or not its sender lives, `lateMs` later than
 * usual when the sender died in that moment.
 */
function mortalFetch({ bench, wire }: CrashExchange, life: Life, lateMs: number): typeof fetch {
  const takes = (ms: number) =>
    new Promise<void>((resolve) => void bench.clock.setTimer(ms, resolve));
  return async (input, init) => {
    const { method = 'GET' } = init ?? {};
    const name = `${method} ${new URL(String(input)).pathname}`;
    const reach = (when: string) => method === 'GET' || life.reach(`${when} ${name}`);
    reach('before');
    await life.ifAlive(undefined);
    await takes(reach('left') ? 1 : 1 + lateMs);
    const response = await wire.fetch(input, { ...init, signal: null });
    reach('answered');
    await takes(1);
    return life.ifAlive(response);
  };
}
