import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../../src/domain/result.ts';
import type { HttpTransport } from '../../../src/net/http-transport.ts';
import { StrictClock } from '../../../src/net/strict-clock.ts';
import { recover } from '../../../src/polymarket/execution/order-history.ts';
import type { OrderJournal } from '../../../src/polymarket/execution/order-record.ts';
import type { SignedOrder } from '../../../src/polymarket/orders/order-signing.ts';
import { FileJournal } from '../../../src/store/journal/file-journal.ts';
import { benchDesk } from '../bench-desk.ts';
import type { CrashExchange } from './crash-exchange.ts';
import { type Life, MortalClock, mortalTransport } from './life.ts';

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
  // Each journal has its own numbers, or a new order might be an old one.
  let salts = history.nextOrder * 1_000;
  const { id: key } = ann.key;
  const { channel: _channel, ...desk } = await benchDesk({
    server,
    key: ann.key,
    clock,
    transport: mortalTransport(life, wire.transport),
    http: mortalHttp(exchange, life, lateMs),
    journal: mortalJournal(file, life),
    history,
    salt: () => ++salts,
    sign: (signing) => (unsigned, contract) => {
      const name = JSON.stringify([unsigned, key], (_name, value) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      const result = signed.get(name) ?? signing.sign(unsigned, contract);
      signed.set(name, result);
      return result;
    },
    come: (answer) => exchange.come(answer),
    isOver: () => life.isOver,
  });
  return desk;
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
function mortalHttp({ bench, wire }: CrashExchange, life: Life, lateMs: number): HttpTransport {
  const takes = (ms: number) =>
    new Promise<void>((resolve) => void bench.clock.setTimer(ms, resolve));
  return async (address, asked) => {
    const { method } = asked;
    const name = `${method} ${address.pathname}`;
    const reach = (when: string) => method === 'GET' || life.reach(`${when} ${name}`);
    reach('before');
    await life.ifAlive(undefined);
    await takes(reach('left') ? 1 : 1 + lateMs);
    const response = await wire.http(address, { ...asked, signal: new AbortController().signal });
    reach('answered');
    await takes(1);
    return life.ifAlive(response);
  };
}
