// A desk that trades live is told to go on on paper: the real commands, a local exchange.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { LiveCommand } from '../support/live-command.ts';

let live: LiveCommand;
beforeEach(async () => {
  live = await LiveCommand.open();
});
afterEach(() => live.close());

const kindsOf = (text: string) => [...text.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind);

async function statusOf(name: string) {
  const { said } = await live.run(['status', '--desk', name, '--json']);
  const [status] = JSON.parse(said.slice(said.indexOf('['))) as [Record<string, unknown>];
  return status as { mode: string; provenance: string; openOrders: number; fills: number };
}

/** Orders that a run has sent, by its journal, and of which that tells no end. */
function endlessIn(records: readonly string[]): number[] {
  const left = new Map<number, number>();
  for (const record of records) {
    const { kind, command, event } = JSON.parse(record.slice(record.indexOf('{')));
    if (kind === 'Submitted') left.set(command.id, command.terms.size);
    if (kind !== 'Answered') continue;
    if (/^Order(Rejected|Canceled|Expired)$/.test(event.kind)) left.delete(event.order);
    if (event.kind !== 'OrderFilled') continue;
    const rest = (left.get(event.order) ?? 0) - event.fill.size;
    if (rest > 0) left.set(event.order, rest);
    else left.delete(event.order);
  }
  return [...left.keys()];
}

test('it proves zero open orders, goes on on paper, and never comes back by itself', async () => {
  const { end } = live.desk('live-1');
  await eventually(() => live.openOrders > 0);
  const left = await live.run(['stop', '--desk', 'live-1', '--to-paper']);
  expect(left.said).toMatch(/^0 open orders, by query at .* UTC\.$/m);
  expect([left.status, live.openOrders]).toEqual([0, 0]);
  const sent = live.sent.length;

  // The same strategy quotes on, on the same books: nothing of it reaches the exchange.
  let quotes = 0;
  while (quotes === 0) quotes = (await statusOf('live-1')).openOrders;
  expect(await statusOf('live-1')).toMatchObject({ mode: 'paper', provenance: 'simulated' });
  const { said } = await live.run(['status', '--desk', 'live-1']);
  expect(said).toMatch(/^live-1 \(SIMULATED, paper, process \d+\)/m);
  expect([live.sent.length, live.openOrders]).toEqual([sent, 0]);

  // There is no way back; a second switch has nothing to do.
  expect((await live.run(['stop', '--desk', 'live-1', '--to-paper'])).status).toBe(2);

  // The wallet is free for a desk that a person arms; both run.
  const second = live.desk('live-2');
  await eventually(() => live.openOrders > 0);
  second.process.kill('SIGTERM');
  expect((await second.end).status).toBe(143);

  // Killed, it cancels what it quotes on paper, and proves it by the simulated exchange's count.
  while ((await statusOf('live-1')).openOrders === 0);
  const ofBoth = live.sent.length;
  const killed = await live.run(['kill', '--desk', 'live-1', '--json']);
  const proof = JSON.parse(killed.said.slice(killed.said.indexOf('{\n')));
  expect(proof).toMatchObject({ desk: 'live-1', isProven: true, open: [], unresolved: [] });
  expect([killed.status, live.sent.length, live.openOrders]).toEqual([0, ofBoth, 0]);
  const ended = await end;
  expect(ended.said).toMatch(/NOTICE switched_to_paper/);
  expect(ended.status).toBe(0);
  const orders = kindsOf(readFileSync(join(live.walletFolder, 'orders.journal'), 'utf8'));
  expect(orders).toContain('ToPaper');
  const folder = join(live.home, 'archive', 'runs');
  const journal = readdirSync(folder).find((name) => name.startsWith('live-1')) as string;
  const records = readFileSync(join(folder, journal), 'utf8').trim().split('\n');
  const onPaper = records.slice(records.findIndex((record) => record.includes('"ToPaper"')));
  expect(kindsOf(onPaper.join('\n'))).toContain('Submitted');
  expect(endlessIn(onPaper)).toEqual([]);
  // A replay goes the same way, through the switch.
  const replay = await live.run(['replay', join(folder, journal)]);
  expect(replay.said).toMatch(/SAME: the hash of its decisions is that of the run/);
}, 180_000);
