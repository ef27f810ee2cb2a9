import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aPostOrder } from '../../../test/support/a-post-order.ts';
import { ANVIL_ADDRESS, ANVIL_KEY, anvilSigner } from '../../../test/support/anvil.ts';
import type { ScriptedAnswer } from '../../../test/support/http-server.ts';
import { API_PASSPHRASE, API_SECRET, json, RestBench } from '../../../test/support/rest-bench.ts';
import { verifyL1 } from '../signing/l1-auth.ts';

let bench: RestBench;
beforeEach(async () => {
  bench = await RestBench.open();
});
afterEach(() => bench.close());

const key = { apiKey: 'a-key', secret: API_SECRET, passphrase: API_PASSPHRASE };

describe('a login', () => {
  test('proves control of the account by the venue’s time', async () => {
    bench.venueAheadMs = 4_000;
    bench.answer = () => json(key);
    const outcome = await bench.clob().login.derive(anvilSigner(), 5);
    expect(outcome.kind === 'ok' && outcome.value.secret.reveal()).toBe(API_SECRET);
    const headers = bench.received[0]?.headers ?? {};
    const sent = {
      POLY_ADDRESS: String(headers.poly_address),
      POLY_SIGNATURE: String(headers.poly_signature),
      POLY_TIMESTAMP: String(headers.poly_timestamp),
      POLY_NONCE: String(headers.poly_nonce),
    };
    expect(verifyL1(sent)).toEqual({ ok: true, value: ANVIL_ADDRESS });
    expect(sent.POLY_NONCE).toBe('5');
    expect(Math.abs(Number(sent.POLY_TIMESTAMP) - bench.venueSeconds())).toBeLessThanOrEqual(1);
  });

  test('makes a key where there is none, and only there', async () => {
    bench.answer = ({ method }) =>
      method === 'POST' ? json(key) : json({ error: 'Could not derive api key!' }, 400);
    const { login } = bench.clob();
    expect(await login.deriveOrCreate(anvilSigner())).toMatchObject({ value: { key: 'a-key' } });
    expect(bench.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /auth/derive-api-key',
      'POST /auth/api-key',
    ]);
    bench.answer = () => json({ error: 'Invalid L1 Request headers' }, 401);
    expect(await login.deriveOrCreate(anvilSigner())).toMatchObject({ kind: 'unauthorized' });
    expect(bench.received).toHaveLength(3);
  });

  test('with a secret that no HMAC can use is refused without repeating it', async () => {
    bench.answer = () => json({ ...key, secret: 'not base64 !' });
    const outcome = await bench.clob().login.derive(anvilSigner());
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'unreadable' });
    expect(JSON.stringify(outcome)).not.toContain('not base64 !');
  });
});

describe('secrets', () => {
  const hidden = [API_SECRET, API_PASSPHRASE, ANVIL_KEY, ANVIL_KEY.slice(2)];

  /** A venue that says back everything that it was sent, headers included. */
  const echo =
    (status: number, field = 'error') =>
    (request: object): ScriptedAnswer =>
      json({ [field]: JSON.stringify(request) }, status);

  function expectNone(outcome: unknown) {
    const inspected = inspect(outcome, { depth: 20, showHidden: true });
    const printed = JSON.stringify(outcome) + inspected;
    for (const secret of hidden) expect(printed).not.toContain(secret);
  }

  test.each([400, 401, 403, 404, 425, 429, 500, 502, 503])(
    'do not come back with status %i',
    async (status) => {
      bench.answer = echo(status);
      const { clob, orders, account } = await bench.desk();
      const outcomes = [
        await orders.post(aPostOrder(1)),
        await orders.cancelAll(),
        await account.isClosedOnly(),
        await bench.heartbeat().beat(),
        await clob.login.create(anvilSigner()),
      ];
      expect(outcomes.map(({ kind }) => kind)).not.toContain('ok');
      expectNone(outcomes);
      const sent = JSON.stringify(bench.received);
      expect(sent).toContain(API_PASSPHRASE);
    },
  );

  test('do not come back with an answer that cannot be read', async () => {
    bench.answer = echo(200, 'closed_only');
    const { account } = await bench.desk();
    expectNone(await account.isClosedOnly());
    bench.answer = () => json({ apiKey: 7, secret: API_SECRET, passphrase: API_PASSPHRASE });
    expectNone(await bench.clob().login.derive(anvilSigner()));
  });

  test('are not shown by the credentials of a login', async () => {
    bench.answer = () => json(key);
    expectNone(await bench.clob().login.derive(anvilSigner()));
  });

  test('are not shown by the clients', async () => {
    const desk = await bench.desk();
    expectNone(desk);
  });
});
