// A kill as a person uses it, of a desk that runs, hangs or is gone.
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Ended, LiveCommand } from '../support/live-command.ts';

let live: LiveCommand;
let desk: ChildProcess | undefined;

beforeEach(async () => {
  live = await LiveCommand.open();
});
afterEach(() => live.close());

/** Starts a desk that trades live; what it said comes when it has ended. */
function startDesk(): Promise<Ended> {
  const { process, end } = live.desk('live-1');
  desk = process;
  return end;
}

const openOrders = () => live.openOrders;
const polydesk = (words: readonly string[], passphrase?: string) => live.run(words, passphrase);

test('a desk that runs cancels everything, proves it, and ends', async () => {
  const end = startDesk();
  await eventually(() => openOrders() > 0);
  const killed = await polydesk(['kill', '--json'], 'none is needed');
  expect(killed.said).toMatch(/"isProven": true/);
  expect(killed.status).toBe(0);
  expect((await end).status).toBe(0);
  expect(openOrders()).toBe(0);
}, 120_000);

test('of a desk that is gone, everything is canceled by the key that it named', async () => {
  const end = startDesk();
  await eventually(() => openOrders() > 0);
  desk?.kill('SIGKILL');
  await end;
  const status = await polydesk(['status']);
  expect(status.said).toMatch(/live-1 .* ITS ORDERS MAY BE OPEN/);
  expect(status.status).toBe(3);

  const locked = await polydesk(['kill'], 'another passphrase');
  expect(locked.said).toMatch(/NOT PROVEN/);
  expect(locked.status).toBe(1);

  live.served.exchange.server.desk.faults.plan('DELETE /cancel-all', { fault: 'drop' });
  const killed = await polydesk(['kill', '--desk', 'live-1']);
  expect(killed.said).toMatch(/0 open orders, by query at 2/);
  expect(killed.status).toBe(0);
  expect(openOrders()).toBe(0);
  expect((await polydesk(['status'])).said).not.toContain('live-1');
}, 120_000);

test('a desk that hangs is not waited for, and told of when its key was killed', async () => {
  const end = startDesk();
  await eventually(() => openOrders() > 0);
  desk?.kill('SIGSTOP');
  const killed = await polydesk([
    'kill',
    '--key',
    'practice',
    '--exchange',
    live.served.exchange.base,
  ]);
  desk?.kill('SIGKILL');
  await end;
  expect(killed.said).toMatch(/live-1 \(process \d+\) is asked to cancel everything/);
  expect(killed.said).toMatch(/NOT PROVEN by live-1: live-1 does not answer/);
  expect(killed.said).toMatch(/0 open orders, by query at 2/);
  expect(killed.said).toMatch(/live-1 still runs and may send again/);
  expect(killed.status).toBe(0);
}, 120_000);

test('an exchange that is gone as well leaves it unproven', async () => {
  const end = startDesk();
  await eventually(() => openOrders() > 0);
  desk?.kill('SIGKILL');
  await end;
  await live.served.exchange.stop();
  const killed = await polydesk(['kill', '--within', '1']);
  const { base } = live.served.exchange;
  expect(killed.said).toContain(`NOT PROVEN: ${base} gives no API key`);
  expect(killed.said).toContain('the venue cannot be reached (ECONNREFUSED)');
  expect(killed.status).toBe(1);
}, 120_000);
