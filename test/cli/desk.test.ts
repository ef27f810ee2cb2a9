// Commands that look at a running desk, and stop it.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../support/children.ts';
import { deskFileOf } from '../support/desk-files.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { polydesk } from '../support/run-command.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

test('a desk that runs tells its status and its fills, and ends when it is stopped', async () => {
  const home = temporaryFolder();
  const env = { HOME: home };
  const none = polydesk(['status'], { env });
  expect([none.status, none.stderr]).toEqual([3, expect.stringMatching(/no desk runs/)]);

  const desk = startChild(process.execPath, [main, 'demo', '--dir', join(home, 'demo')], {
    env: { ...process.env, ...env },
  });
  let said = '';
  desk.stdout.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => desk.on('close', resolve));
  await eventually(() => said.includes('FILL'));

  const file = deskFileOf(home, desk.pid) ?? '';
  expect(statSync(file).mode & 0o077).toBe(0);
  const status = polydesk(['status'], { env });
  expect(status.stdout).toMatch(/^demo-1 \(SIMULATED, demo, process \d+\): cash [\d.]+, equity /);
  const [told] = JSON.parse(polydesk(['status', '--json'], { env }).stdout);
  expect(told).toMatchObject({ name: 'demo-1', provenance: 'simulated', isTrading: true });
  expect(told.token).toBeUndefined();
  expect(told.held.length).toBe(told.positions);
  expect(told.orders.length).toBe(told.openOrders);
  expect(told.activity.coverage.length).toBeGreaterThan(0);
  expect(told.activity.strategies.map(({ name }: { name: string }) => name)).toEqual([
    'random',
    'join-best',
  ]);
  expect(status.stdout).toMatch(/^ {2}btc 5m: \d+ seen, \d+ traded, \d+ decided$/m);
  expect(status.stdout).toMatch(/^ {2}join-best: \d+ decisions? \(\d+ orders?, /m);
  expect(status.stdout).toMatch(/^ {4}\d+ markets? \(\S+\): not open yet, opens in /m);
  const watched = polydesk(['monitor', '--for', '1'], { env });
  expect(watched.status).toBe(0);
  expect(watched.stdout).toMatch(/^\d\d:\d\d:\d\d {2}demo-1 \(SIMULATED, demo, /);
  const trades = polydesk(['trades', '--last', '1'], { env });
  expect(trades.stdout).toMatch(
    /^[\d:]{8} {2}SIMULATED FILL \S+ (random|join-best): (buy|sell) .* (matched|confirmed)\n$/,
  );
  const other = polydesk(['stop', '--desk', 'another'], { env });
  expect([other.status, other.stderr]).toEqual([3, expect.stringMatching(/These run: demo-1/)]);

  expect(polydesk(['stop'], { env })).toMatchObject({ status: 0, stdout: 'demo-1 has ended.\n' });
  expect(await ended).toBe(0);
  expect(polydesk(['status'], { env }).status).toBe(3);
  const last = polydesk(['status', '--data', join(home, 'demo', 'archive')], { env });
  expect(last.stdout).toMatch(/^demo-1 \(SIMULATED, demo, over\): began .*, ended .* UTC\n/);
  // Whichever of them had the fill that was waited for.
  expect(last.stdout).toMatch(/^ {2}(random|join-best): \d+ decisions? .*, [1-9]\d* fills? in /m);
  expect(last.status).toBe(0);
  const empty = polydesk(['status', '--data', home], { env });
  expect(empty.stderr).toMatch(/no run has written into/);
  expect(empty.status).toBe(3);
}, 120_000);
