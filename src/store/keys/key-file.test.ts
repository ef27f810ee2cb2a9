import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { Secret } from '../../domain/secret.ts';
import { addressIn, hasKeyFile, openKeyFile, writeKeyFile } from './key-file.ts';

const CHEAP = { n: 1_024, r: 8, p: 1 };
const ADDRESS = `0x${'aB'.repeat(20)}`;
const PRIVATE = `0x${'5a'.repeat(32)}`;
const passphrase = new Secret('correct horse');
const api = { key: 'id', secret: new Secret('c2VjcmV0'), passphrase: new Secret('words') };

async function written(withApi = false): Promise<string> {
  const path = join(temporaryFolder(), 'keys', 'main.json');
  const secrets = { privateKey: new Secret(PRIVATE), api: withApi ? api : undefined };
  await writeKeyFile(path, ADDRESS, secrets, passphrase, CHEAP);
  return path;
}

test('gives the secrets back by the passphrase, and the address without it', async () => {
  const path = await written(true);
  expect(await addressIn(path)).toEqual({ ok: true, value: ADDRESS });
  const opened = await openKeyFile(path, passphrase);
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.value.privateKey.reveal()).toBe(PRIVATE);
  expect(opened.value.api?.secret.reveal()).toBe('c2VjcmV0');
  expect(opened.value.api?.passphrase.reveal()).toBe('words');
  const shown = `${inspect(opened, { depth: 9 })} ${JSON.stringify(opened)}`;
  for (const secret of [PRIVATE, PRIVATE.slice(2), 'c2VjcmV0', 'words']) {
    expect(shown).not.toContain(secret);
    expect(readFileSync(path, 'utf8')).not.toContain(secret);
  }
});

test('keeps the wallet that the key trades for, under the seal', async () => {
  const path = join(temporaryFolder(), 'main.json');
  const wallet = { kind: 'safe', address: ADDRESS } as const;
  const secrets = { privateKey: new Secret(PRIVATE), api: undefined, wallet };
  await writeKeyFile(path, `0x${'12'.repeat(20)}`, secrets, passphrase, CHEAP);
  expect(await openKeyFile(path, passphrase)).toMatchObject({ value: { wallet } });
  expect(readFileSync(path, 'utf8')).not.toContain(ADDRESS);
  expect(await openKeyFile(await written(), passphrase)).toMatchObject({
    value: { api: undefined },
  });
});

test('is its owner’s alone, also where it replaces one that was not', async () => {
  const path = await written();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  writeFileSync(`${path}.new`, 'left over', { mode: 0o644 });
  const secrets = { privateKey: new Secret(PRIVATE), api };
  await writeKeyFile(path, ADDRESS, secrets, passphrase, CHEAP);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await openKeyFile(path, passphrase)).toMatchObject({ value: { api: { key: 'id' } } });
});

test.each([0o640, 0o604, 0o660])('that others may read (%o) is refused', async (mode) => {
  const path = await written();
  chmodSync(path, mode);
  const opened = await openKeyFile(path, passphrase);
  expect(opened).toMatchObject({ ok: false, code: 'open_permissions' });
  expect(opened.ok || opened.message).toContain('chmod 600');
  expect(await addressIn(path)).toMatchObject({ code: 'open_permissions' });
});

test('another address in the clear part does not open it', async () => {
  const path = await written();
  const file = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...file, address: `0x${'cd'.repeat(20)}` }));
  expect(await openKeyFile(path, passphrase)).toMatchObject({ code: 'wrong_passphrase' });
});

test('what is no key file is refused by its path', async () => {
  const path = await written();
  expect(await hasKeyFile(`${path}.other`)).toBe(false);
  expect(await openKeyFile(`${path}.other`, passphrase)).toMatchObject({ code: 'no_key_file' });
  for (const text of ['', 'no json', '{}', '{"format":"polydesk-key","version":2}']) {
    writeFileSync(path, text);
    const opened = await openKeyFile(path, passphrase);
    expect(opened).toMatchObject({ ok: false, code: 'bad_key_file' });
    expect(opened.ok || opened.message).toContain(path);
  }
});

test('the wrong passphrase is told as that', async () => {
  const opened = await openKeyFile(await written(), new Secret('wrong'));
  expect(opened).toMatchObject({ ok: false, code: 'wrong_passphrase' });
});
