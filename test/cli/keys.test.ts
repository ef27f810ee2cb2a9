// The key of a wallet on the command line: never in an argument, never on the screen.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../support/anvil.ts';
import { temporaryFolder } from '../support/imported.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const PASSPHRASE = 'correct horse battery';

function keys(home: string, words: readonly string[], input = '', passphrase = PASSPHRASE) {
  const env = { ...process.env, HOME: home, USERPROFILE: home, POLYDESK_PASSPHRASE: passphrase };
  const ran = spawnSync(process.execPath, [main, 'keys', ...words], {
    env,
    input,
    encoding: 'utf8',
  });
  return { status: ran.status, text: `${ran.stdout}${ran.stderr}` };
}

test('a key comes in over stdin, and only its address comes out', () => {
  const home = temporaryFolder();
  const added = keys(home, ['add'], `${ANVIL_KEY}\n`);
  expect(added).toMatchObject({ status: 0, text: expect.stringContaining(ANVIL_ADDRESS) });
  const [file = ''] = readdirSync(join(home, '.polydesk', 'keys'));
  const path = join(home, '.polydesk', 'keys', file);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const shown = keys(home, ['show', '--json']);
  expect(JSON.parse(shown.text)).toEqual({ address: ANVIL_ADDRESS, path });
  // Neither key nor passphrase is asked for: nothing would become of them.
  const again = keys(home, ['add'], '', '');
  expect(again).toMatchObject({ status: 2, text: expect.stringContaining('is there already') });
  for (const text of [added.text, shown.text, again.text, readFileSync(path, 'utf8')]) {
    expect(text).not.toContain(ANVIL_KEY.slice(2, 20));
    expect(text).not.toContain(PASSPHRASE);
  }
});

test('what cannot be done is said with the way out', () => {
  const home = temporaryFolder();
  for (const [words, input, passphrase, said] of [
    [['show'], '', PASSPHRASE, /main\.json is not there.*keys add/s],
    [['add'], '', PASSPHRASE, /no private key/],
    [['add'], 'abc\n', PASSPHRASE, /not 64 hex digits/],
    [['add'], ANVIL_KEY, 'short', /fewer than 10 characters/],
    [['add'], ANVIL_KEY, '', /POLYDESK_PASSPHRASE/],
    [['add', '--wallet', `0x${'12'.repeat(20)}`], '', PASSPHRASE, /needs --wallet-kind/],
    [['add', '--wallet-kind', 'safe'], '', PASSPHRASE, /needs --wallet, too/],
    [['add', '--wallet-kind', 'safe', '--wallet', '0x12'], ANVIL_KEY, PASSPHRASE, /Copy it again/],
    [['derive'], '', PASSPHRASE, /main\.json is not there/],
    [['derive'], '', '', /main\.json is not there.*keys add/s],
  ] as const) {
    expect(keys(home, words, input, passphrase)).toMatchObject({
      status: 2,
      text: expect.stringMatching(said),
    });
  }
});

test('an exchange on this machine gives its API key by itself: none is sealed', () => {
  const home = temporaryFolder();
  keys(home, ['add'], ANVIL_KEY);
  const path = join(home, '.polydesk', 'keys', 'main.json');
  const before = readFileSync(path, 'utf8');
  const derived = keys(home, ['derive', '--exchange', 'http://127.0.0.1:9']);
  expect(derived).toMatchObject({ status: 2, text: expect.stringContaining('by itself') });
  expect(derived.text).toMatch(/polydesk doctor --key main --exchange/);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(keys(home, ['derive', '--help']).text).not.toContain('--exchange');
});

test('a recorder with a key that has no API key yet says what to run', () => {
  const home = temporaryFolder();
  keys(home, ['add'], ANVIL_KEY);
  const env = { ...process.env, HOME: home, USERPROFILE: home, POLYDESK_PASSPHRASE: PASSPHRASE };
  const words = ['record', '--to', join(home, 'a'), '--for', '1', '--key'];
  const run = (...more: string[]) =>
    spawnSync(process.execPath, [main, ...words, ...more], { env, encoding: 'utf8' });
  expect(run('main')).toMatchObject({ status: 2, stderr: expect.stringContaining('keys derive') });
  expect(run('other')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is not there'),
  });
  const here = run('main', '--exchange', 'http://127.0.0.1:9');
  expect(here).toMatchObject({ status: 2, stderr: expect.stringContaining('--exchange') });
});
