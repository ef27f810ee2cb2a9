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

/** Commands of one user, and the words that begin a run on paper. */
function aUser() {
  const home = temporaryFolder();
  const start = (words: readonly string[]) =>
    startPolydesk(words, { cwd: home, env: { HOME: home } });
  const polydesk = (words: readonly string[]) => endOf(start(words));
  const paper = (name: string) => {
    const at = ['--exchange', served.exchange.base, '--to', 'archive', '--name', name];
    return ['paper', 'join-best', ...at, '--set', 'size=6', '--no-report'];
  };
  const isKnown = (pid: number | undefined) => deskFileOf(home, pid) !== undefined;
  return { start, polydesk, paper, isKnown };
}

test('it is named after its dataset, tells its status, is stopped', async () => {
  const { start, polydesk, paper, isKnown } = aUser();
  const desk = start(paper('paper-1'));
  const end = endOf(desk);
  try {
    await eventually(() => isKnown(desk.pid));
    const status = await polydesk(['status', '--desk', 'paper-1']);
    expect(status.said).toMatch(/^paper-1 \(SIMULATED, paper, process \d+\): cash /);
    expect((await polydesk(['trades'])).status).toBe(0);
    const stopped = await polydesk(['stop']);
    expect(stopped.said).toMatch(/paper-1 has ended/);
    expect((await end).status).toBe(0);
  } finally {
    desk.kill('SIGKILL');
  }
}, 120_000);

test('it is killed with a proof that says that it is simulated, and ends', async () => {
  const { start, polydesk, paper, isKnown } = aUser();
  const desk = start(paper('paper-1'));
  const end = endOf(desk);
  try {
    await eventually(() => isKnown(desk.pid));
    const killed = await polydesk(['kill', '--desk', 'paper-1']);
    expect(killed.said).toMatch(/^0 open orders, by query at .*\. SIMULATED\.$/m);
    expect(killed.status).toBe(0);
    expect((await end).status).toBe(0);
  } finally {
    desk.kill('SIGKILL');
  }
}, 120_000);

test('where the port that its pages were to have is taken, it does not begin', async () => {
  const { polydesk, paper } = aUser();
  const { port } = new URL(served.exchange.base);
  const refused = await polydesk([...paper('paper-1'), '--dashboard-port', port]);
  expect(refused.said).toMatch(new RegExp(`port ${port} of 127.0.0.1 is taken`));
  expect(refused.said).toMatch(/Name another by --dashboard-port/);
  expect(refused.status).toBe(2);
}, 60_000);
