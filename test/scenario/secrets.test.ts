// Secrets that can be recognized go through everything a trader does, and through what goes wrong.
// They may stand in nothing that is said or written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import type { Usd } from '../../src/domain/units.ts';
import { Signer } from '../../src/polymarket/signing/signer.ts';
import { openWallet } from '../../src/runtime/live/open-wallet.ts';
import { IsolatedSigner } from '../../src/runtime/signer/isolated-signer.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { startChild } from '../support/children.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { formsOf, found } from '../support/secret-forms.ts';
import { textsBelow } from '../support/texts-below.ts';

const DIGITS = 'c0dedbad5ec2e7f00dfacade0ddba11decade5ca1ab1e0b57ac1ecafe1dea77e';
const PRIVATE_KEY = `0x${DIGITS}`;
/** One digit is missing, as when somebody copies it badly. */
const CUT_KEY = PRIVATE_KEY.slice(0, -1);
const PASSPHRASE = 'Sésame "ouvre"/toi+ &\\ 42%';
const WRONG = 'Sésame "ferme"/toi+ &\\ 43%';
const LIMITS = ['--max-order', '10', '--max-day', '40', '--max-exposure', '100'];
const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

let served: ServedExchange;
let home: string;
/** Everything that was said, by what was run. */
const said: (readonly [string, string])[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'polydesk-test-'));
  served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 120 });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Typed = { readonly input?: string; readonly passphrase?: string; readonly until?: RegExp };

/** Runs the command, with all that it says when it is debugged; `until` stops it. */
function run(words: readonly string[], typed: Typed = {}): Promise<string> {
  const { input = '', passphrase = PASSPHRASE, until } = typed;
  const env = { ...process.env, HOME: home, USERPROFILE: home, POLYDESK_DEBUG: '1' };
  return new Promise((resolve, reject) => {
    const child = startChild(process.execPath, [main, ...words], {
      cwd: home,
      env: { ...env, POLYDESK_PASSPHRASE: passphrase },
    });
    let text = '';
    const hear = (piece: Buffer) => {
      text += piece;
      if (until?.test(text) === true && !child.killed) child.kill('SIGINT');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      said.push([words.join(' '), text]);
      resolve(`${code}: ${text}`);
    });
  });
}

const keyPath = (name: string) => join(home, '.polydesk', 'keys', `${name}.json`);
const at = () => ['--exchange', served.exchange.base];

/** Who trades, and what the exchange gave it. */
function keySecrets() {
  const signer = Signer.from(new Secret(PRIVATE_KEY));
  if (!signer.ok) throw new Error(signer.message);
  const own = served.exchange.venue.keys.of(signer.value.address.toLowerCase())[0];
  if (own === undefined) throw new Error('no API key was made');
  return { address: signer.value.address, apiSecret: own.secret, apiPassphrase: own.passphrase };
}

function secrets() {
  const { apiSecret, apiPassphrase } = keySecrets();
  const bytes = Buffer.from(DIGITS, 'hex');
  return {
    'the private key': [...formsOf(DIGITS, bytes), BigInt(PRIVATE_KEY).toString()],
    // What is cut short in an error is known as well.
    'half of the private key': [...formsOf(DIGITS.slice(0, 32)), ...formsOf(DIGITS.slice(32))],
    'the passphrase of the file': formsOf(PASSPHRASE),
    'a passphrase that was wrong': formsOf(WRONG),
    'the API secret': formsOf(apiSecret, Buffer.from(apiSecret, 'base64')),
    'the API passphrase': formsOf(apiPassphrase),
  };
}

describe('what looks for secrets', () => {
  test.each([
    ['as it is', (text: string) => text],
    ['in JSON', (text: string) => JSON.stringify({ a: text })],
    ['in JSON in JSON', (text: string) => JSON.stringify({ a: JSON.stringify({ b: text }) })],
    ['in an address', (text: string) => `?a=${encodeURIComponent(text)}`],
    ['in a form', (text: string) => new URLSearchParams({ a: text }).toString()],
    ['in hex', (text: string) => Buffer.from(text).toString('hex')],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64 behind 1 byte', (text: string) => Buffer.from(`a${text}`).toString('base64')],
    ['in base64 behind 2 bytes', (text: string) => Buffer.from(`ab${text}z`).toString('base64url')],
    ['as bytes', (text: string) => JSON.stringify(Buffer.from(text))],
    ['as bytes that Node prints', (text: string) => inspect(Buffer.from(text))],
  ])('finds one %s', (_how, pack) => {
    for (const text of [PASSPHRASE, DIGITS.slice(0, 40)]) {
      expect(found(`before ${pack(text)} after`, { it: formsOf(text) })).not.toEqual([]);
    }
    expect(found(pack(WRONG), { it: formsOf(PASSPHRASE) })).toEqual([]);
  });
});

test('nothing that is said or written holds a secret', async () => {
  expect(await run(['keys', 'add'], { input: `${CUT_KEY}\n` })).toMatch(/^2: .*64 hex digits/s);
  for (const name of ['practice', 'derived']) {
    expect(await run(['keys', 'add', '--name', name], { input: PRIVATE_KEY })).toMatch(/^0: /);
  }
  await run(['keys', 'add', '--name', 'practice'], { input: PRIVATE_KEY });
  await run(['keys', 'show', '--name', 'practice', '--json']);
  await derive();
  await trade();
  await quoteThem();
  await served.exchange.stop();
  await withoutServer();

  const hidden = secrets();
  for (const [what, text] of said)
    expect({ what, found: found(text, hidden) }).toEqual(clean(what));
  const texts = await textsBelow(home);
  for (const [what, text] of texts)
    expect({ what, found: found(text, hidden) }).toEqual(clean(what));
  // It is no proof where nothing was looked at.
  const names = [...texts.keys()].join('\n');
  expect(names).toMatch(/orders\.journal/);
  expect(names).toMatch(/\.parquet/);
  expect(names).toMatch(/\.html/);
  expect([...texts.values()].filter((text) => text.includes('"event_type')).length).toBeGreaterThan(
    0,
  );
  // It was quoted, and blotted out.
  expect(Object.fromEntries(said).inspected).toContain('Unauthorized: ***');
}, 240_000);

const clean = (what: string) => ({ what, found: [] });

/** An API key of the exchange, after what goes wrong before there is one. */
async function derive(): Promise<void> {
  const sealed = await run(['keys', 'derive', '--name', 'derived', ...at()]);
  expect(sealed).toMatch(/^2: .*none is sealed/s);
  const words = ['doctor', '--key', 'derived', ...at()];
  expect(await run(words, { passphrase: WRONG })).toMatch(/passphrase/);
  const { faults } = served.exchange.server.desk;
  const denied = { fault: 'status', status: 401, limiter: false } as const;
  faults.plan('GET /auth/derive-api-key', { ...denied, error: 'Invalid L1 Request headers' }, 3);
  await run(words);
  faults.clear();
  expect(await run(words)).toMatch(/its own account/);
  await run(['live', 'random', '--key', 'derived', ...at(), '--to', join(home, 'a'), ...LIMITS]);
}

/** Orders that are filled, refused by the policy and by the venue, and of unknown fate. */
async function trade(): Promise<void> {
  const { address, apiPassphrase } = keySecrets();
  const archive = ['--to', join(home, 'archive'), '--json', '--report', join(home, 'live.html')];
  const begin = ['live', 'random', '--key', 'practice', ...at(), ...archive, ...LIMITS];
  await run(begin, { passphrase: WRONG });
  await run(begin, { input: 'yes\n' });
  const { faults } = served.exchange.server.desk;
  const refused = { fault: 'status', limiter: false } as const;
  const quoting = `Unauthorized/Invalid api key: POLY_PASSPHRASE=${apiPassphrase}`;
  faults.plan('orders', { ...refused, status: 400, error: `not enough balance ${quoting}` });
  // It rests at the end of a window: there the next one is needed. Two fills end it.
  const set = ['--set', 'intervalMs=200', '--set', 'size=6', '--for', '75'];
  const input = `trade random on ${address.slice(-6)} up to 40 a day\n`;
  const until = /"kind":"fill".*"kind":"fill"/s;
  expect(await run([...begin, ...set], { input, until })).toMatch(/"kind":"fill"/);
  faults.clear();
  faults.plan('orders', { ...refused, status: 401, error: quoting });
  faults.plan('cancels', { ...refused, status: 401, error: quoting });
  faults.plan('orders', { fault: 'lost_answer' });
  faults.plan('orders', { fault: 'drop' });
  const short = [...begin, '--max-day', '400', '--set', 'intervalMs=200', '--for', '5'];
  await run(short, { input: input.replace('40', '400') });
  faults.clear();
  await run(['kill', '--key', 'practice', ...at()]);
}

/** In this process, by inspection, while the exchange quotes what it was sent. */
async function quoteThem(): Promise<void> {
  const limits = { maxOrder: 1 as Usd, maxDay: 1 as Usd };
  const path = keyPath('practice');
  const { apiPassphrase } = keySecrets();
  const venue = openVenue(served.services);
  const wrong = await IsolatedSigner.open(path, new Secret(WRONG), limits);
  const wallet = await openWallet(path, new Secret(PASSPHRASE), venue, limits);
  if (!wallet.ok) throw new Error(wallet.message);
  const { signer, credentials } = wallet.value;
  const { faults } = served.exchange.server.desk;
  const error = `Unauthorized: ${apiPassphrase}`;
  faults.plan('reads', { fault: 'status', status: 401, error, limiter: false }, 3);
  const desk = venue.clob.desk(signer.address, credentials);
  const refused = await desk.account.apiKeys();
  const deep = { depth: 12, showHidden: true };
  const parts = [wrong, wallet, signer, desk, refused, venue.clob];
  said.push(['inspected', parts.map((part) => inspect(part, deep)).join('\n')]);
  said.push(['as JSON', JSON.stringify([wrong, refused, credentials, signer])]);
  faults.clear();
  await signer.close();
  venue.close();
}

/** The exchange is gone: connections are refused. */
async function withoutServer(): Promise<void> {
  expect(await run(['kill', '--key', 'practice', ...at()])).toMatch(/^4: /);
  await run(['doctor', '--key', 'derived', ...at()]);
  const words = ['live', 'random', '--key', 'practice', ...at(), '--to', join(home, 'b')];
  await run([...words, ...LIMITS], { input: 'yes\n' });
}
