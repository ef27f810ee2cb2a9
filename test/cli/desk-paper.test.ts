// A run on paper, looked after by the other commands.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deskFileOf } from '../support/desk-files.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { endOf, startPolydesk } from '../support/run-command.ts';

let served: ServedExchange;
beforeEach(async () => {
  served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 60 });
});
afterEach(() => served.exchange.stop());

test('it is named after its dataset, tells its status, refuses a kill, is stopped', async () => {
  const home = temporaryFolder();
  const start = (words: readonly string[]) =>
    startPolydesk(words, { cwd: home, env: { HOME: home } });
  const polydesk = (words: readonly string[]) => endOf(start(words));
  const at = ['--exchange', served.exchange.base, '--to', 'archive', '--name', 'paper-1'];
  const desk = start(['paper', 'join-best', ...at, '--set', 'size=6', '--no-report']);
  const end = endOf(desk);
  try {
    await eventually(() => deskFileOf(home, desk.pid) !== undefined);
    const status = await polydesk(['status', '--desk', 'paper-1']);
    expect(status.said).toMatch(/^paper-1 \(SIMULATED, paper, process \d+\): cash /);
    expect((await polydesk(['trades'])).status).toBe(0);
    const killed = await polydesk(['kill', '--desk', 'paper-1']);
    expect(killed.said).toMatch(/nothing of it is at any venue/);
    expect(killed.status).toBe(2);
    const stopped = await polydesk(['stop']);
    expect(stopped.said).toMatch(/paper-1 has ended/);
    expect((await end).status).toBe(0);
  } finally {
    desk.kill('SIGKILL');
  }
}, 120_000);
