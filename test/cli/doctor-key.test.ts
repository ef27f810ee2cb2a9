// What the doctor says of a key, against an exchange on this machine.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { addKey } from '../../src/runtime/keys.ts';
import { ANVIL_KEY } from '../support/anvil.ts';
import { startChild } from '../support/children.ts';
import { temporaryFolder } from '../support/imported.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const PASSPHRASE = 'a passphrase of a test';

let served: ServedExchange;
let home: string;
let file: string;
beforeEach(async () => {
  home = temporaryFolder();
  served = await serveExchange();
  file = join(home, '.polydesk', 'keys', 'practice.json');
  await addKey(file, new Secret(ANVIL_KEY), new Secret(PASSPHRASE));
});
afterEach(() => served.exchange.stop());

type Found = { readonly name: string; readonly status: string; readonly text: string };

/** The findings; the exchange is in this process, so nobody may block it. */
function doctor(words: readonly string[], passphrase = PASSPHRASE) {
  return new Promise<{ status: number | null; findings: readonly Found[] }>((resolve, reject) => {
    const env = { ...process.env, HOME: home, POLYDESK_PASSPHRASE: passphrase };
    const child = startChild(process.execPath, [main, 'doctor', '--json', ...words], {
      cwd: home,
      env,
    });
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, findings: JSON.parse(out).findings }));
  });
}

const of = (findings: readonly Found[], name: string) => findings.find((one) => one.name === name);
const at = () => ['--key', 'practice', '--exchange', served.exchange.base];

test('a key that can trade passes every check', async () => {
  const { findings } = await doctor(at());
  for (const name of ['Key', 'Order struct', 'Clock', 'API key', 'Balance', 'Allowance']) {
    expect(findings.filter((one) => one.name === name).at(-1)).toMatchObject({ status: 'ok' });
  }
}, 60_000);

test('a wrong passphrase is told, and the file alone is looked at offline', async () => {
  const wrong = await doctor(at(), 'another');
  expect(of(wrong.findings, 'API key')).toMatchObject({ status: 'fail' });
  expect(wrong.status).toBeGreaterThanOrEqual(2);
  const offline = await doctor([...at(), '--offline'], 'another');
  expect(of(offline.findings, 'Key')?.status).toBe('ok');
  expect(of(offline.findings, 'API key')).toBeUndefined();
}, 60_000);

test('a file that others may read is a failure', async () => {
  chmodSync(file, 0o644);
  const { findings, status } = await doctor([...at(), '--offline']);
  chmodSync(file, 0o600);
  expect(of(findings, 'Key')).toMatchObject({
    status: 'fail',
    text: expect.stringMatching(/may be read by others/),
  });
  expect(status).toBe(2);
}, 60_000);
