// Several strategies on one wallet, as a person runs them.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { LiveCommand } from '../support/live-command.ts';
import { endOf, polydesk } from '../support/run-command.ts';

let live: LiveCommand;
beforeEach(async () => {
  live = await LiveCommand.open();
});
afterEach(() => live.close());

test('the question names each, and so does every fill; the proof is of all', async () => {
  const { process, end } = live.desk('live-1', 'random,join-best', ['--set', 'intervalMs=300']);
  let said = '';
  process.stdout?.on('data', (text) => {
    said += text;
  });
  await eventually(() => / random: /.test(said) && / join-best: /.test(said));
  process.kill('SIGINT');
  const ended = await end;
  expect(ended.said).toMatch(/^ok {4}order struct/m);
  expect(ended.said).toMatch(/^random, join-best will trade at .*, SIMULATED, for 0x/m);
  expect(ended.said).toMatch(/at risk by all of them together, for 8 hours\.$/m);
  expect(ended.said).toMatch(/type: trade random,join-best on b92266 up to 400 a day/);
  expect(ended.said).toMatch(/random\+join-best trade LIVE\./m);
  expect(ended.said).toMatch(/^0 open orders, by query at .* UTC\.$/m);
  expect([ended.status, live.openOrders]).toEqual([130, 0]);
  // With the venue's answers as they came both decide the same again.
  const path = /Each decision: polydesk replay (\S+)/.exec(ended.said)?.[1] ?? '';
  const replay = polydesk(['replay', path, '--only', 'filled'], { cwd: live.home });
  expect(replay.stdout).toMatch(/^SAME: the hash of its decisions is that of the run/m);
}, 120_000);

test('to agree to one of them is not to agree to all', async () => {
  const at = ['--exchange', live.served.exchange.base, '--to', join(live.home, 'archive')];
  const limits = ['--max-order', '10', '--max-day', '400', '--max-exposure', '100'];
  const child = live.start(['live', 'random', 'join-best', '--key', 'practice', ...at, ...limits]);
  const end = endOf(child);
  child.stdin?.end('trade random on b92266 up to 400 a day\n');
  const { status, said } = await end;
  expect(said).toContain('the words are others: nothing was sent');
  expect([status, live.sent]).toEqual([5, []]);
}, 60_000);
