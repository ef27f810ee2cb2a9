import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  readApiCredentials,
  readApiKeys,
  readClosedOnly,
} from '../../src/polymarket/wire/clob/account.ts';
import { ExchangeBench, GOOD } from '../support/exchange-bench.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

/** Nobody that the exchange knows yet; as clients write it, with capitals. */
const ADDRESS = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';

function login(changes: Readonly<Record<string, string>> = {}) {
  const timestamp = String(Math.floor(bench.local.clock.now() / 1_000_000));
  return {
    POLY_ADDRESS: ADDRESS,
    POLY_SIGNATURE: GOOD,
    POLY_TIMESTAMP: timestamp,
    POLY_NONCE: '0',
    ...changes,
  };
}

describe('a key', () => {
  test('is made once, and derived as often as one likes', async () => {
    const none = await bench.request('GET', '/auth/derive-api-key', login());
    expect([none.status, none.json]).toEqual([400, { error: 'Could not derive api key!' }]);
    const made = await bench.request('POST', '/auth/api-key', login());
    expect(readApiCredentials(made.text)).toMatchObject({ ok: true, unknownFields: new Map() });
    const { POLY_NONCE: _, ...unnamed } = login();
    const derived = await bench.request('GET', '/auth/derive-api-key', unnamed);
    const again = await bench.request('POST', '/auth/api-key', login());
    expect([derived.json, again.json]).toEqual([made.json, made.json]);
    const other = await bench.request('POST', '/auth/api-key', login({ POLY_NONCE: '1' }));
    expect(other.json).not.toEqual(made.json);
  });

  test.each([
    ['a signature that does not hold', { POLY_SIGNATURE: '0x00' }],
    ['a nonce that is none', { POLY_NONCE: 'x' }],
    ['a time long ago', { POLY_TIMESTAMP: '1776081539' }],
    ['a time ahead', { POLY_TIMESTAMP: '1776081661' }],
    ['no time', { POLY_TIMESTAMP: '' }],
  ])('is not given for %s', async (_name, changes) => {
    const { status, json } = await bench.request('POST', '/auth/api-key', login(changes));
    expect([status, json]).toEqual([401, { error: 'Invalid L1 Request headers' }]);
  });

  test('is listed, and gone when its owner says so', async () => {
    const { ann } = bench.local;
    const list = await bench.own(ann, 'GET', '/auth/api-keys');
    expect(readApiKeys(list.text)).toMatchObject({ ok: true, value: [ann.key.id] });
    expect((await bench.own(ann, 'DELETE', '/auth/api-key')).text).toBe('"OK"');
    const gone = await bench.own(ann, 'GET', '/auth/api-keys');
    expect([gone.status, gone.json]).toEqual([401, { error: 'Unauthorized/Invalid api key' }]);
  });
});

describe('a signed request', () => {
  const path = '/auth/ban-status/closed-only';

  test('is heard, whatever the case and padding of what it says', async () => {
    const { ann } = bench.local;
    const signed = bench.headers(ann.key, 'GET', path);
    const plain = await bench.request('GET', `${path}?a=b`, signed);
    expect(readClosedOnly(plain.text)).toMatchObject({ ok: true, value: false });
    const odd = {
      ...signed,
      POLY_ADDRESS: ann.key.signer.toUpperCase().replace('0X', '0x'),
      POLY_SIGNATURE: signed.POLY_SIGNATURE?.replaceAll('=', '') ?? '',
    };
    expect((await bench.request('GET', path, odd)).status).toBe(200);
  });

  test.each([
    ['another account', { POLY_ADDRESS: ADDRESS }],
    ['another key', { POLY_API_KEY: 'x' }],
    ['another passphrase', { POLY_PASSPHRASE: 'x' }],
    ['another time', { POLY_TIMESTAMP: '1776081601' }],
    ['a time long ago', { POLY_TIMESTAMP: '1776081539' }],
    ['a time that is none', { POLY_TIMESTAMP: 'now' }],
    ['another signature', { POLY_SIGNATURE: 'AAAA' }],
    ['no signature', { POLY_SIGNATURE: '' }],
  ])('is refused with %s', async (_name, changes) => {
    const { status, json } = await bench.own(bench.local.ann, 'GET', path, undefined, changes);
    expect([status, json]).toEqual([401, { error: 'Unauthorized/Invalid api key' }]);
  });

  test('covers the bytes of its body', async () => {
    const { ann } = bench.local;
    const headers = bench.headers(ann.key, 'POST', '/orders-scoring', '["a"]');
    const ask = (body: string) => bench.request('POST', '/orders-scoring', headers, body);
    expect((await ask('["a"]')).json).toEqual({ a: false });
    expect((await ask('["a" ]')).status).toBe(401);
  });

  test('may be signed by the time of the machine, where the exchange has its own', async () => {
    const { local } = bench;
    local.clock.stepWall(3_600_000);
    expect((await bench.own(local.ann, 'GET', path)).status).toBe(200);
    const seconds = String(Math.floor(local.time.now() / 1_000_000) - 3_600);
    const old = { POLY_TIMESTAMP: seconds };
    expect((await bench.own(local.ann, 'GET', path, undefined, old)).status).toBe(401);
  });
});

describe('a key that may only look', () => {
  const made = async () => {
    const { json } = await bench.own(bench.local.ann, 'POST', '/auth/readonly-api-key');
    return (json as { readonly apiKey: string }).apiKey;
  };
  const look = (id: string, address: string, path = '/data/orders') =>
    bench.request('GET', path, { POLY_READONLY_API_KEY: id, POLY_ADDRESS: address });

  test('shows open orders without a signature, to its own address alone', async () => {
    const { local } = bench;
    const { ann, bob } = local;
    local.send(ann, { side: 'buy', price: 0.4, size: 10 });
    const id = await made();
    const shown = await look(id, ann.wallet.address);
    expect(shown.json).toMatchObject({ count: 1, data: [{ owner: ann.key.id }] });
    expect((await look(id, bob.wallet.address)).status).toBe(401);
    expect((await look(`${id}0`, ann.wallet.address)).status).toBe(401);
    expect((await look(id, ann.wallet.address, '/auth/api-keys')).status).toBe(401);
    const cancel = { POLY_READONLY_API_KEY: id, POLY_ADDRESS: ann.wallet.address };
    expect((await bench.request('DELETE', '/cancel-all', cancel)).status).toBe(401);
  });

  test('is listed, and gone when its owner says so', async () => {
    const { ann, bob } = bench.local;
    const [first, second] = [await made(), await made()];
    const list = async () => (await bench.own(ann, 'GET', '/auth/readonly-api-keys')).json;
    expect(await list()).toEqual({ readonlyApiKeys: [first, second] });
    const drop = (trader: typeof ann, key: string) =>
      bench.own(trader, 'DELETE', '/auth/readonly-api-key', { key });
    expect((await drop(bob, first)).status).toBe(404);
    expect((await drop(ann, first)).text).toBe('"OK"');
    expect((await drop(ann, first)).status).toBe(404);
    expect(await list()).toEqual({ readonlyApiKeys: [second] });
    expect((await look(first, ann.wallet.address)).status).toBe(401);
  });

  test('is gone with the key that it was made with', async () => {
    const { ann } = bench.local;
    const id = await made();
    expect((await look(id, ann.wallet.address)).status).toBe(200);
    await bench.own(ann, 'DELETE', '/auth/api-key');
    expect((await look(id, ann.wallet.address)).status).toBe(401);
  });
});
