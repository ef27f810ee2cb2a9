// The live command as a person uses it, against an exchange on this machine.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { addKey } from '../../src/runtime/keys.ts';
import { holdAccount } from '../../src/runtime/live/kept-account.ts';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../support/anvil.ts';
import { startChild } from '../support/children.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { polydesk } from '../support/run-command.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const PASSPHRASE = 'a passphrase of a test';
const PHRASE = 'trade random on b92266 up to 400 a day';
const LIMITS = ['--max-order', '10', '--max-day', '400', '--max-exposure', '100'];

let served: ServedExchange;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'polydesk-test-'));
  served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 120 });
  const path = join(home, '.polydesk', 'keys', 'practice.json');
  await addKey(path, new Secret(ANVIL_KEY), new Secret(PASSPHRASE));
});
afterAll(async () => {
  await served.exchange.stop();
  rmSync(home, { recursive: true, force: true });
});

type Ran = { readonly code: number | null; readonly said: string };

/** Runs it; `typed` goes to stdin, `until` stops it as Ctrl-C does when that was said. */
function live(
  words: readonly string[],
  typed = '',
  until?: RegExp,
  atEnd = () => {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, HOME: home, POLYDESK_PASSPHRASE: PASSPHRASE };
    const child = startChild(process.execPath, [main, 'live', ...words], { cwd: home, env });
    let said = '';
    const hear = (text: Buffer) => {
      said += text;
      if (until?.test(said) !== true || child.killed) return;
      atEnd();
      child.kill('SIGINT');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.stdin.end(typed);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

const at = () => ['--exchange', served.exchange.base, '--to', join(home, 'archive')];
const begin = () => ['random', '--key', 'practice', ...at()];

test.each([
  ['limits, nor an archive,', () => ['random', '--key', 'practice'], '', /needs limits/],
  ['a key, nor an archive,', () => ['random', ...LIMITS], '', /needs a key/],
  ['the words', () => [...begin(), ...LIMITS], 'yes\n', /the words are others: nothing was sent/],
])(
  'without %s it refuses, and sends nothing',
  async (_what, words, typed, told) => {
    const { code, said } = await live(words(), typed);
    expect(said).toMatch(told);
    expect(code).toBe(5);
    expect(served.exchange.intake.counts.size).toBe(0);
  },
  30_000,
);

test('armed, it trades, and proves at the end that nothing is open', async () => {
  const set = ['--set', 'intervalMs=300', '--set', 'size=6', '--json', '--for', '50'];
  const until = /"kind":"fill".*"kind":"fill"/s;
  const { code, said } = await live([...begin(), ...LIMITS, ...set], `${PHRASE}\n`, until);
  expect(said).toMatch(/ok {4}order struct/);
  expect(said).toMatch(/at http:\/\/127\.0\.0\.1:\d+, SIMULATED/);
  expect(said).not.toContain('NOT PROVEN');
  expect(code).toBe(130);
  const wallet = served.exchange.venue.wallets.get(ANVIL_ADDRESS.toLowerCase());
  expect(wallet?.account.openOrders).toBe(0);
  const folder = join(home, '.polydesk', 'wallets', ANVIL_ADDRESS.toLowerCase());
  const venue = new URL(served.exchange.base).host.replace(':', '-');
  const journal = readFileSync(join(folder, venue, 'orders.journal'), 'utf8');
  expect(journal).toContain('"OrderIntended"');
  // The whole world knows this key; ours must stand nowhere.
  expect(journal + said).not.toContain(ANVIL_KEY.slice(2));
  // Run again, with the venue's answers as they came, the strategy decides the same.
  const path = /Each decision: polydesk replay (\S+)/.exec(said)?.[1] ?? '';
  const replay = polydesk(['replay', path, '--only', 'filled'], { cwd: home });
  expect(replay.stderr).toMatch(/live run of random.*\nAnswers are those that the venue gave/);
  expect(replay.stdout).toMatch(
    /^ {4}risk: approved; accepted .*filled .* \((taker|maker), venue/m,
  );
  expect(replay.stdout).toMatch(/^SAME: the hash of its decisions is that of the run/m);
  expect(replay.status).toBe(0);
}, 90_000);

test('without a strategy it refuses', async () => {
  const { code, said } = await live(['--key', 'practice', ...at(), ...LIMITS]);
  expect(said).toContain('no strategies were named');
  expect(code).toBe(2);
}, 30_000);

const archive = () => join(home, 'archive');
const learner = () => ['ml', '--key', 'practice', ...at(), ...LIMITS, '--json'];

test('what a live desk learns nobody else changes while it runs', async () => {
  const forget = ['learned', 'live-ml', 'ml', '--to', archive(), '--forget'];
  let refused: ReturnType<typeof polydesk> | undefined;
  const phrase = `${PHRASE.replace('random', 'ml')}\n`;
  const ran = await live([...learner(), '--for', '50'], phrase, /ml trades LIVE/, () => {
    refused = polydesk(forget, { cwd: home });
  });
  expect(ran.said).toContain('ml trades LIVE');
  expect(refused?.stderr).toMatch(/process \d+ uses the account live-ml of/);
  expect(refused?.status).toBe(3);
  expect(polydesk(forget, { cwd: home })).toMatchObject({ status: 0 });
}, 90_000);

test('one that learns does not begin where somebody else writes what it would learn', async () => {
  const held = await holdAccount(archive(), 'live-ml');
  const { code, said } = await live(learner());
  expect(said).toContain(`process ${process.pid} uses the account live-ml of ${archive()}`);
  expect(code).toBe(5);
  if (held.ok) await held.value.close();
}, 30_000);
