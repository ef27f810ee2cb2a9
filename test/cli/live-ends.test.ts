// How a desk that trades live ends: calmly by each signal, or without a word; and who may look on.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recover } from '../../src/polymarket/execution/order-history.ts';
import { readDesks } from '../../src/runtime/desk/desk-file.ts';
import { FileJournal } from '../../src/store/journal/file-journal.ts';
import { eventually } from '../support/eventually.ts';
import { LiveCommand } from '../support/live-command.ts';

let live: LiveCommand;
beforeEach(async () => {
  live = await LiveCommand.open();
});
afterEach(() => live.close());

const desks = () => readDesks(join(live.home, '.polydesk', 'desks'));

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '56: %s: everything is canceled, that is proven, and all is written',
  async (signal, code) => {
    const { process, end } = live.desk('live-1');
    await eventually(() => live.openOrders > 0);
    process.kill(signal);
    // Supervisors, closing terminals and npm say it again: the proof is not lost by that.
    process.kill(signal);
    await wait(100);
    process.kill(signal);
    const { status, said } = await end;
    expect(said).toMatch(/^0 open orders, by query at .* UTC\.$/m);
    expect([status, live.openOrders]).toEqual([code, 0]);
    expect((await desks()).desks).toEqual([]);
    const ends = readFileSync(join(live.walletFolder, 'orders.journal'), 'utf8');
    const count = (kind: string) => ends.split(`"kind":"${kind}"`).length - 1;
    expect(count('OrderEnded')).toBe(count('OrderIntended'));
  },
  120_000,
);

test('56: a reader that goes away: everything is canceled, and that is proven', async () => {
  const { process, end } = live.desk('live-1');
  await eventually(() => live.openOrders > 0);
  // It tells fills on the one and all else on the other.
  process.stdout?.destroy();
  process.stderr?.destroy();
  const { status } = await end;
  expect([status, live.openOrders]).toEqual([1, 0]);
  expect((await desks()).desks).toEqual([]);
}, 120_000);

// A start waits two minutes to be sure of an order that a death may have kept from leaving.
test('56: SIGKILL: the next start takes out what was left, and holds what is held', async () => {
  const first = live.desk('live-1');
  await eventually(() => live.openOrders > 0 && live.holds.shares.length > 0);
  first.process.kill('SIGKILL');
  await first.end;
  const left = [...live.sent];
  expect(live.openOrders).toBeGreaterThan(0);

  const second = live.desk('live-2');
  await eventually(() => live.sent.length > left.length);
  // Each order was sent once, whoever lived when.
  expect(new Set(live.sent).size).toBe(live.sent.length);
  second.process.kill('SIGTERM');
  const { status, said } = await second.end;
  expect(said).toMatch(/^0 open orders, by query at .* UTC\.$/m);
  expect([status, live.openOrders]).toEqual([143, 0]);
  const journal = await FileJournal.open({ path: join(live.walletFolder, 'orders.journal') });
  await journal.close();
  const booked = recover(journal.records.map(({ value }) => value)).holdings;
  const shares = booked.map((holding) => holding.shares).sort((a, b) => a - b);
  expect(shares).toEqual(live.holds.shares);
}, 300_000);

test('45: a desk that comes back and has lost its wallet says so, and sends nothing', async () => {
  const first = live.desk('live-1');
  await eventually(() => live.openOrders > 0);
  first.process.kill('SIGSTOP');
  const refused = await live.desk('live-2').end;
  expect([refused.status, refused.said]).toEqual([5, expect.stringMatching(/another desk/)]);
  rmSync(join(live.walletFolder, 'desk.lease'));
  const left = live.sent.length;
  const second = live.desk('live-3');
  await eventually(() => live.sent.length > left);
  first.process.kill('SIGCONT');
  const { status, said } = await first.end;
  expect(said).toMatch(/NOTICE lease_lost: the wallet is no longer this desk's \(token 1\)/);
  expect(said).toMatch(/by token 2/);
  expect(status).toBe(1);
  // The other one was not disturbed: neither its orders nor its journal.
  const then = live.sent.length;
  await eventually(() => live.sent.length > then || live.openOrders > 0);
  second.process.kill('SIGTERM');
  expect(await second.end).toMatchObject({ status: 143 });
  const journal = await FileJournal.open({ path: join(live.walletFolder, 'orders.journal') });
  await journal.close();
}, 300_000);

test('44: whoever looks and does not read holds up neither orders nor the end', async () => {
  const { process, end } = live.desk('live-1');
  await eventually(() => live.openOrders > 0);
  let desk = (await desks()).desks[0];
  for (; desk === undefined; desk = (await desks()).desks[0]) await eventually(() => true);
  const { port, token } = desk;
  const stuck: Socket[] = [];
  for (let i = 0; i < 100; i++) {
    const socket = connect(port, '127.0.0.1').pause();
    socket.on('error', () => {});
    // Half of them never end their question.
    const ask = `GET /trades HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n`;
    socket.write(i % 2 === 0 ? `${ask}\r\n` : ask);
    stuck.push(socket);
  }
  const before = live.sent.length;
  await eventually(() => live.sent.length >= before + 5);
  process.kill('SIGTERM');
  expect(await end).toMatchObject({ status: 143, said: expect.not.stringMatching(/loop_stalled/) });
  for (const socket of stuck) socket.destroy();
}, 120_000);

// Its third start may wait as long.
test('42: a damaged journal is refused with its remedy, and live again after that', async () => {
  const first = live.desk('live-1');
  await eventually(() => live.openOrders > 0);
  first.process.kill('SIGKILL');
  await first.end;
  const path = join(live.walletFolder, 'orders.journal');
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('"kind":"OrderIntended"')]! ^= 1;
  writeFileSync(path, bytes);
  const refused = await live.desk('live-2').end;
  expect([refused.status, refused.said]).toEqual([5, expect.stringMatching(/"polydesk restore"/)]);

  const restore = ['restore', '--key', 'practice', '--exchange', live.served.exchange.base];
  const restored = await live.run(restore);
  expect(restored.said).toMatch(
    /\n0 open orders, by query at .* UTC\.\n\d+ records kept, 1 or more lost/,
  );
  expect([restored.status, live.openOrders]).toEqual([0, 0]);
  const sent = live.sent.length;
  const third = live.desk('live-3');
  await eventually(() => live.sent.length > sent);
  third.process.kill('SIGTERM');
  expect(await third.end).toMatchObject({ status: 143 });
}, 300_000);
