import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ANVIL_ADDRESS, ANVIL_WALLET } from '../../../test/support/anvil.ts';
import { Secret } from '../../domain/secret.ts';
import { type ApiCredentials, apiCredentials } from './api-credentials.ts';
import { l2Headers, type SignedRequest, verifyL2 } from './l2-auth.ts';

const AT = 1_789_000_000;
/** Bytes of which every digit of base64 that differs between the alphabets comes up. */
const KEY = Buffer.from('fbefbefffffbefbeff00', 'hex');
const BODY = '{"a":1}';
const POST: SignedRequest = { method: 'POST', path: '/order', body: BODY };

function credentialsWith(secret: string): ApiCredentials {
  const made = apiCredentials('an-id', new Secret(secret), new Secret('open sesame'));
  if (!made.ok) throw new Error(made.message);
  return made.value;
}

const credentials = credentialsWith(KEY.toString('base64'));
const signatureOf = (request: SignedRequest, using = credentials) =>
  l2Headers(ANVIL_ADDRESS, using, request, AT).POLY_SIGNATURE;

function hmac(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('base64url').concat('=');
}

describe('a request is signed', () => {
  test('over time, method, path and body, with a key that is base64', () => {
    expect(signatureOf(POST)).toBe(hmac(`${AT}POST/order${BODY}`));
  });

  test('without its query', () => {
    const get = { method: 'GET', path: '/data/orders?next_cursor=MA==', body: undefined } as const;
    expect(signatureOf(get)).toBe(hmac(`${AT}GET/data/orders`));
  });

  test('over the bytes of the body, whatever they mean', () => {
    const body = '{"name":"é — ∑"}';
    const request = { ...POST, body };
    expect(signatureOf({ ...POST, body: Buffer.from(body, 'utf8') })).toBe(signatureOf(request));
    expect(signatureOf(request)).not.toBe(signatureOf({ ...POST, body: `${body} ` }));
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    expect(signatureOf({ ...POST, body: bytes })).not.toBe(
      signatureOf({ ...POST, body: bytes.toString('utf8') }),
    );
  });

  test('with the same key in either alphabet, with or without padding', () => {
    const padded = KEY.toString('base64');
    const urlSafe = KEY.toString('base64url');
    expect([padded, urlSafe].map((text) => /[+/]|[-_]/.exec(text)?.[0])).toEqual(['+', '-']);
    for (const text of [padded, padded.replace(/=+$/, ''), urlSafe, `${urlSafe}==`]) {
      expect(signatureOf(POST, credentialsWith(text))).toBe(signatureOf(POST));
    }
  });

  test('in URL-safe base64 that keeps its padding', () => {
    const signatures = Array.from({ length: 50 }, (_, i) =>
      signatureOf({ ...POST, path: `/${i}` }),
    );
    for (const signature of signatures) expect(signature).toMatch(/^[A-Za-z0-9_-]{43}=$/);
  });
});

describe('headers', () => {
  const headers = l2Headers(ANVIL_ADDRESS, credentials, POST, AT);

  test('verify, whatever the case of the address', () => {
    expect(verifyL2(headers, ANVIL_ADDRESS, credentials, POST)).toBe(true);
    const lower = { ...headers, POLY_ADDRESS: ANVIL_ADDRESS.toLowerCase() };
    expect(verifyL2(lower, ANVIL_ADDRESS, credentials, POST)).toBe(true);
  });

  test.each([
    ['account', { POLY_ADDRESS: ANVIL_WALLET }],
    ['signature', { POLY_SIGNATURE: hmac('something else') }],
    ['length of the signature', { POLY_SIGNATURE: headers.POLY_SIGNATURE.slice(1) }],
    ['time', { POLY_TIMESTAMP: String(AT + 1) }],
    ['key', { POLY_API_KEY: 'another-id' }],
    ['passphrase', { POLY_PASSPHRASE: 'open barley' }],
  ])('of another %s do not', (_name, changes) => {
    expect(verifyL2({ ...headers, ...changes }, ANVIL_ADDRESS, credentials, POST)).toBe(false);
  });

  test.each<[string, Partial<SignedRequest>]>([
    ['method', { method: 'DELETE' }],
    ['path', { path: '/orders' }],
    ['body', { body: '{"a":2}' }],
    ['body, none', { body: undefined }],
  ])('of a request with another %s do not', (_name, changes) => {
    expect(verifyL2(headers, ANVIL_ADDRESS, credentials, { ...POST, ...changes })).toBe(false);
  });
});

describe('credentials', () => {
  test.each(['', 'not base64!', 'AAAA=AAAA', 'AAAA===', '='])('%j is no secret', (text) => {
    const refused = apiCredentials('an-id', new Secret(text), new Secret('p'));
    expect(refused).toEqual({
      ok: false,
      code: 'bad_api_secret',
      message: 'the API secret is not base64',
    });
  });

  test('need the id of a key', () => {
    const refused = apiCredentials('', new Secret('AAAA'), new Secret('p'));
    expect(refused).toMatchObject({ ok: false, code: 'bad_api_key' });
  });

  test('do not show themselves', () => {
    const printed =
      inspect(credentials, { depth: 9, showHidden: true }) + JSON.stringify(credentials);
    const secrets = [KEY.toString('base64'), 'open sesame'];
    expect(secrets.map((secret) => printed.includes(secret))).toEqual([false, false]);
  });
});
