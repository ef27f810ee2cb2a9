// Runs on paper one after the other: the next goes on where the last one stopped.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dollars, plural } from '../../src/report/format.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { endOf, startPolydesk } from '../support/run-command.ts';

let served: ServedExchange;
let home: string;
beforeEach(async () => {
  home = temporaryFolder();
  served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 60 });
});
afterEach(() => served.exchange.stop());

const LIVELY = ['intervalMs=300', 'size=6', 'holdLast=0', 'flatLast=0'];

function startPaper(name: string, ...more: readonly string[]) {
  const at = ['--exchange', served.exchange.base, '--to', 'archive', '--name', name];
  const set = LIVELY.flatMap((one) => ['--set', one]);
  const words = ['paper', 'random', ...at, ...set, '--no-report', ...more];
  return startPolydesk(words, { cwd: home, env: { HOME: home } });
}

type Account = {
  readonly cash: number;
  readonly nextOrder: number;
  readonly positions: readonly { readonly token: string; readonly shares: number }[];
};

function account(): Account {
  const folder = join(home, 'archive', 'accounts');
  const file = readdirSync(folder).find((name) => name.endsWith('.json')) ?? '';
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Account;
}

const hasBought = () =>
  existsSync(join(home, 'archive', 'accounts')) &&
  readdirSync(join(home, 'archive', 'accounts')).some((name) => name.endsWith('.json')) &&
  account().positions.length > 0;

test('a run goes on where the last one stopped or was killed; anew only when asked', async () => {
  const first = startPaper('one');
  const killed = endOf(first);
  await eventually(hasBought);
  // Two at once would spend the same dollars.
  const second = await endOf(startPaper('two'));
  expect(second.said).toMatch(/process \d+ uses the account random-127-0-0-1-\d+/);
  expect(second.status).toBe(3);
  first.kill('SIGKILL');
  await killed;
  const left = account();
  const dollarsAgain = await endOf(startPaper('three', '--capital', '50'));
  expect(dollarsAgain.said).toMatch(/--capital says nothing\n.*--fresh/);
  expect(dollarsAgain.status).toBe(2);
  const held = plural(left.positions.length, 'position');
  const again = await endOf(startPaper('four', '--for', '4'));
  expect(again.said).toMatch(/What one had left is taken into the archive/);
  expect(again.said).toContain(
    `Going on where it stopped: ${dollars(left.cash)} dollars, ${held}.`,
  );
  expect(again.said).toMatch(/takes the same [\d,]+ decisions/);
  expect(again.status).toBe(0);
  const journal = readFileSync(join(home, 'archive', 'runs', 'four.journal'), 'utf8');
  expect(journal).toContain(`"firstOrder":${left.nextOrder}`);
  for (const { token } of left.positions) expect(journal).toContain(token);

  const anew = await endOf(startPaper('five', '--fresh', '--capital', '50', '--for', '2'));
  expect(anew.said).not.toContain('Going on');
  expect(anew.said).toMatch(/Cash +50\.00 at the start/);
  expect(anew.status).toBe(0);
}, 120_000);

test('a run that was killed is replayed as far as it was written down', async () => {
  const first = startPaper('one');
  const killed = endOf(first);
  const journal = join(home, 'archive', 'runs', 'one.journal');
  const written = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []);
  const fillAt = () => written().findIndex((line) => line.includes('"OrderFilled"'));
  // Long enough ago that no row of it can have died with the run.
  await eventually(() => fillAt() > 0 && written().length > fillAt() + 12);
  const replay = ['replay', 'archive/runs/one.journal'];
  const polydesk = (words: readonly string[]) =>
    endOf(startPolydesk(words, { cwd: home, env: { HOME: home } }));
  const early = await polydesk(replay);
  expect(early.said).toMatch(/It goes on: .*\n.*nothing is in the archive yet/);
  expect(early.status).toBe(3);
  first.kill('SIGKILL');
  await killed;
  // What it had recorded is in no archive yet: its replay takes that in, once.
  const replayed = await polydesk(replay);
  expect(replayed.said).toMatch(/What its recorder had left is taken into the archive now/);
  expect(replayed.said).toMatch(/^ {4}risk: approved; .*filled 6 at/m);
  expect(replayed.said).toMatch(/^SAME as far as it goes: [1-9]\d* of \d+ entries\.$/m);
  expect(replayed.status).toBe(0);
  expect((await polydesk(replay)).said).not.toMatch(/is taken into/);
}, 120_000);

test('a damaged file of what was learned is named with what to do, and no run begins', async () => {
  const folder = join(home, 'archive', 'learned', 'mine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ml.1.json'), '{"schema":"polydesk.learned"');
  const at = ['--exchange', served.exchange.base, '--to', 'archive', '--account', 'mine'];
  const end = await endOf(
    startPolydesk(['paper', 'ml', ...at], { cwd: home, env: { HOME: home } }),
  );
  expect(end.said).toMatch(/ml\.1\.json is not as it was written\n.*"polydesk learned"/);
  expect(end.status).toBe(3);
  expect(existsSync(join(home, 'archive', 'runs'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['ml.1.json']);
});

test('without the venue it says what it cannot reach, keeps trying, loses nothing', async () => {
  const first = startPaper('one');
  const ended = endOf(first);
  await eventually(hasBought);
  first.kill('SIGINT');
  expect((await ended).status).toBe(130);
  const left = account();
  await served.exchange.stop();

  const alone = await endOf(startPaper('two', '--for', '7'));
  const held = plural(left.positions.length, 'position');
  expect(alone.said).toContain(
    `Going on where it stopped: ${dollars(left.cash)} dollars, ${held}.`,
  );
  expect(alone.said).toMatch(
    new RegExp(`cash ${dollars(left.cash)}, equity –, ${held}, .*no market is known yet`),
  );
  expect(alone.said).toMatch(/RTDS is not open; trying again/);
  expect(alone.said).toMatch(/nothing was heard: .*\n.*polydesk doctor/);
  expect(alone.status).toBe(4);
  expect(account()).toEqual({ ...left, run: 'two' });
}, 120_000);
