// A kill as a person uses it, of a desk that runs, hangs or is gone.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { addKey } from '../../src/runtime/keys.ts';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../support/anvil.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { endOf, startPolydesk } from '../support/run-command.ts';

const PASSPHRASE = 'a passphrase of a test';
const PHRASE = 'trade join-best on b92266 up to 400 a day\n';

let served: ServedExchange;
let home: string;
let desk: ChildProcess | undefined;

beforeEach(async () => {
  home = temporaryFolder();
  served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 60 });
  const path = join(home, '.polydesk', 'keys', 'practice.json');
  await addKey(path, new Secret(ANVIL_KEY), new Secret(PASSPHRASE));
});
afterEach(async () => {
  desk?.kill('SIGKILL');
  desk = undefined;
  await served.exchange.stop();
});

type Ran = Awaited<ReturnType<typeof endOf>>;

function start(words: readonly string[], passphrase = PASSPHRASE): ChildProcess {
  return startPolydesk(words, { cwd: home, env: { HOME: home, POLYDESK_PASSPHRASE: passphrase } });
}

function polydesk(words: readonly string[], passphrase?: string): Promise<Ran> {
  return endOf(start(words, passphrase));
}

const openOrders = () =>
  served.exchange.venue.wallets.get(ANVIL_ADDRESS.toLowerCase())?.account.openOrders ?? 0;

/** Starts a desk that trades live; what it said comes when it has ended. */
function startDesk(): Promise<Ran> {
  const limits = ['--max-order', '10', '--max-day', '400', '--max-exposure', '100'];
  const at = ['--exchange', served.exchange.base, '--to', join(home, 'archive')];
  const words = ['live', 'join-best', '--key', 'practice', ...at, ...limits, '--set', 'size=6'];
  desk = start([...words, '--name', 'live-1', '--no-report']);
  const end = endOf(desk);
  desk.stdin?.end(PHRASE);
  return end;
}

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

  served.exchange.server.desk.faults.plan('DELETE /cancel-all', { fault: 'drop' });
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
  const killed = await polydesk(['kill', '--key', 'practice', '--exchange', served.exchange.base]);
  desk?.kill('SIGKILL');
  await end;
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
  await served.exchange.stop();
  const killed = await polydesk(['kill', '--within', '1']);
  expect(killed.said).toMatch(/NOT PROVEN/);
  expect(killed.status).toBe(1);
}, 120_000);
