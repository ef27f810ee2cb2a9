import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../../test/support/anvil.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import { API_PASSPHRASE, API_SECRET, json, RestBench } from '../../test/support/rest-bench.ts';
import { Secret } from '../domain/secret.ts';
import { addKey, addressOfKey, apiKeyIn, deriveApiKey } from './keys.ts';

const passphrase = new Secret('correct horse battery');
const privateKey = new Secret(ANVIL_KEY);
let bench: RestBench;
let path: string;
beforeEach(async () => {
  bench = await RestBench.open();
  path = join(temporaryFolder(), 'main.json');
});
afterEach(() => bench.close());

test('a key is added once, with or without 0x, and never replaced', async () => {
  expect(
    await addKey(path, new Secret(ANVIL_KEY.replace('0x', '').toUpperCase()), passphrase),
  ).toEqual({
    ok: true,
    value: ANVIL_ADDRESS,
  });
  expect(await addressOfKey(path)).toEqual({ ok: true, value: ANVIL_ADDRESS });
  // However it was typed, it can be opened.
  expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  expect(await addKey(path, privateKey, passphrase)).toMatchObject({ code: 'key_exists' });
  const bad = await addKey(`${path}.2`, new Secret('0x1234'), passphrase);
  expect(bad).toMatchObject({ code: 'bad_private_key' });
});

test('the API key that the venue derives is kept with it', async () => {
  await addKey(path, privateKey, passphrase);
  expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  bench.answer = () => json({ apiKey: 'an-id', secret: API_SECRET, passphrase: API_PASSPHRASE });
  const derived = await deriveApiKey(path, passphrase, { clob: bench.clob() });
  expect(derived).toEqual({ ok: true, value: { address: ANVIL_ADDRESS, apiKey: 'an-id' } });
  const held = await apiKeyIn(path, passphrase);
  expect(held.ok && held.value?.secret.reveal()).toBe(API_SECRET);
  expect(JSON.stringify([derived, held])).not.toContain(API_SECRET);
});

test.each([
  ['refuses', 401, 'not_derived'],
  ['is not there', undefined, 'unreachable'],
] as const)(
  'where the venue %s, the file is as it was',
  async (_, status, code) => {
    await addKey(path, privateKey, passphrase);
    bench.answer = () => json({ error: 'Invalid L1 Request headers' }, status ?? 200);
    const { clob } = { clob: bench.clob() };
    if (status === undefined) await bench.close();
    expect(await deriveApiKey(path, passphrase, { clob })).toMatchObject({ ok: false, code });
    expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  },
  30_000,
);

test('the wrong passphrase asks nobody', async () => {
  await addKey(path, privateKey, passphrase);
  const derived = await deriveApiKey(path, new Secret('wrong'), { clob: bench.clob() });
  expect(derived).toMatchObject({ code: 'wrong_passphrase' });
  expect(bench.received).toEqual([]);
});
