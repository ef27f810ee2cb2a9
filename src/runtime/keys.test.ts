import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_KEY, ANVIL_WALLET } from '../../test/support/anvil.ts';
import { temporaryFolder } from '../../test/support/imported.ts';
import { API_PASSPHRASE, API_SECRET, json, RestBench } from '../../test/support/rest-bench.ts';
import { Secret } from '../domain/secret.ts';
import { openKeyFile } from '../store/keys/key-file.ts';
import { addKey, addressOfKey, apiKeyIn, deriveApiKey } from './keys.ts';
import { servicesAt } from './venue.ts';

const passphrase = new Secret('correct horse battery');
const privateKey = new Secret(ANVIL_KEY);
/** The venue, as far as its API keys go. */
const venueOf = (at: RestBench) => ({ clob: at.clob(), services: servicesAt(at.server.base) });
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
    value: {
      address: ANVIL_ADDRESS,
      maker: ANVIL_ADDRESS,
      signer: ANVIL_ADDRESS,
      signatureType: 0,
    },
  });
  expect(await addressOfKey(path)).toEqual({ ok: true, value: ANVIL_ADDRESS });
  // However it was typed, it can be opened.
  expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  expect(await addKey(path, privateKey, passphrase)).toMatchObject({ code: 'key_exists' });
  const bad = await addKey(`${path}.2`, new Secret('0x1234'), passphrase);
  expect(bad).toMatchObject({ code: 'bad_private_key' });
});

test.each([
  ['proxy', 1, ANVIL_ADDRESS],
  ['safe', 2, ANVIL_ADDRESS],
  ['deposit', 3, ANVIL_WALLET],
] as const)('a key of a %s wallet trades for it', async (kind, signatureType, signer) => {
  const wallet = { kind, address: ANVIL_WALLET.toLowerCase() };
  const added = await addKey(path, privateKey, passphrase, wallet);
  const account = { maker: ANVIL_WALLET, signer, signatureType };
  expect(added).toEqual({ ok: true, value: { ...account, address: ANVIL_ADDRESS } });
});

test('a wallet that is none, or the key itself, is refused, and nothing is written', async () => {
  const add = (address: string) => addKey(path, privateKey, passphrase, { kind: 'safe', address });
  expect(await add('0x12')).toMatchObject({ code: 'bad_address' });
  expect(await add(ANVIL_ADDRESS)).toMatchObject({ code: 'wrong_wallet' });
  expect(await addressOfKey(path)).toMatchObject({ code: 'no_key_file' });
});

test('the API key that the venue derives is kept with it', async () => {
  const wallet = { kind: 'deposit', address: ANVIL_WALLET } as const;
  await addKey(path, privateKey, passphrase, wallet);
  expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  bench.answer = () => json({ apiKey: 'an-id', secret: API_SECRET, passphrase: API_PASSPHRASE });
  const derived = await deriveApiKey(path, passphrase, venueOf(bench));
  expect(derived).toEqual({ ok: true, value: { address: ANVIL_ADDRESS, apiKey: 'an-id' } });
  const held = await apiKeyIn(path, passphrase);
  expect(held.ok && held.value?.secret.reveal()).toBe(API_SECRET);
  expect(JSON.stringify([derived, held])).not.toContain(API_SECRET);
  expect(await openKeyFile(path, passphrase)).toMatchObject({ value: { wallet } });
});

test.each([
  ['refuses', 401, 'not_derived', 'Invalid L1 Request headers'],
  ['is not there', undefined, 'unreachable', 'cannot be reached (ECONNREFUSED)'],
] as const)(
  'where the venue %s, the file is as it was',
  async (_, status, code, why) => {
    await addKey(path, privateKey, passphrase);
    bench.answer = () => json({ error: 'Invalid L1 Request headers' }, status ?? 200);
    const venue = venueOf(bench);
    if (status === undefined) await bench.close();
    const asked = await deriveApiKey(path, passphrase, venue);
    expect(asked).toMatchObject({ code, message: expect.stringContaining(why) });
    expect(asked).toMatchObject({ message: expect.stringContaining(bench.server.base) });
    expect(await apiKeyIn(path, passphrase)).toEqual({ ok: true, value: undefined });
  },
  30_000,
);

test('the wrong passphrase asks nobody', async () => {
  await addKey(path, privateKey, passphrase);
  const derived = await deriveApiKey(path, new Secret('wrong'), venueOf(bench));
  expect(derived).toMatchObject({ code: 'wrong_passphrase' });
  expect(bench.received).toEqual([]);
});
