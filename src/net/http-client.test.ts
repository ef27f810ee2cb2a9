import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { HttpServer, type ScriptedAnswer } from '../../test/support/http-server.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { HttpClient, type HttpRequest } from './http-client.ts';
import type { HttpDialect } from './http-outcome.ts';

const dialect: HttpDialect = {
  limiter(headers) {
    const remaining = headers.get('x-remaining');
    if (remaining === null) return undefined;
    return { remaining: Number(remaining), resetAtS: undefined, tier: undefined, warned: false };
  },
  outage(body) {
    const text = JSON.stringify(body) ?? '';
    return text.includes('cancel-only') ? { mode: 'cancelOnly', retryAfterMs: 500 } : undefined;
  },
};

let server: HttpServer;
let clock: VirtualClock;
beforeEach(async () => {
  server = await HttpServer.open();
  clock = new VirtualClock();
});
afterEach(() => server.close());

function client(base = server.base) {
  const userAgent = 'polydesk-test/1';
  return new HttpClient({
    base,
    userAgent,
    clock,
    timeoutMs: 3_000,
    bodyBytesMost: 1_000,
    dialect,
  });
}

async function ask(answer: ScriptedAnswer, request: Partial<HttpRequest> = {}) {
  server.answer = () => answer;
  return client().request({ method: 'GET', path: '/x', ...request });
}

const page = '<html>just a moment</html>';
const limited = { 'x-remaining': '-3' };

describe('a request', () => {
  test('carries our name, its query and its body as they are', async () => {
    const body = '{"b": 1,  "a":2}';
    await client(`${server.base}/api/`).request({
      method: 'POST',
      path: '/order',
      query: { ids: ['1', '2'], q: 'a b&c' },
      headers: { 'x-one': '1' },
      secretHeaders: { 'x-key': 'hush' },
      body,
    });
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/api/order?ids=1&ids=2&q=a+b%26c',
      body,
      headers: {
        'user-agent': 'polydesk-test/1',
        'content-type': 'application/json',
        'x-one': '1',
        'x-key': 'hush',
      },
    });
  });

  test('cannot be led to another host', async () => {
    const request = client().request({ method: 'GET', path: '@elsewhere/x' });
    await expect(request).rejects.toThrow(/begins with/);
    expect(() => client('elsewhere')).toThrow(/not an address/);
  });
});

describe('an answer', () => {
  test.each<[string, ScriptedAnswer, object]>([
    ['JSON is ok', { status: 200, body: '{"a":1}' }, { kind: 'ok', body: { a: 1 } }],
    [
      'is there to the last digit',
      { status: 200, body: '[84.12345678901234567]' },
      { kind: 'ok', text: '[84.12345678901234567]' },
    ],
    ['nothing is ok too', { status: 204 }, { kind: 'ok', status: 204, body: undefined, text: '' }],
    [
      'carries the limiter',
      { status: 200, body: '1', headers: { 'x-remaining': '7' } },
      { kind: 'ok', limiter: { remaining: 7 } },
    ],
    [
      '400 is a refusal',
      { status: 400, body: '{"error":"no"}' },
      { kind: 'refused', status: 400, body: { error: 'no' } },
    ],
    ['401 is a refusal', { status: 401, body: '{}' }, { kind: 'refused', status: 401 }],
    ['404 without words is one', { status: 404 }, { kind: 'refused', body: undefined }],
    [
      '429 with a limiter is the service’s',
      { status: 429, headers: { ...limited, 'retry-after': '2' } },
      { kind: 'rateLimited', retryAfterMs: 2_000, limiter: { remaining: -3 } },
    ],
    [
      '429 with a page is somebody else’s',
      { status: 429, body: page },
      { kind: 'rateLimited', limiter: undefined, retryAfterMs: undefined },
    ],
    ['425 is a restart', { status: 425, body: page }, { kind: 'restarting' }],
    ['403 is a block', { status: 403, body: page }, { kind: 'geoblocked', status: 403 }],
    ['451 is a block', { status: 451, body: '{}' }, { kind: 'geoblocked', status: 451, body: {} }],
    [
      '503 that says what it takes',
      { status: 503, body: '{"error":"cancel-only"}' },
      { kind: 'unavailable', mode: 'cancelOnly', retryAfterMs: 500 },
    ],
    [
      '503 that says when',
      { status: 503, body: '{"error":"cancel-only"}', headers: { 'retry-after': '4' } },
      { kind: 'unavailable', retryAfterMs: 4_000 },
    ],
    [
      '503 that says nothing',
      { status: 503, body: page },
      { kind: 'unknown', cause: 'serverError' },
    ],
    [
      '500 is unknown, and keeps what was said',
      { status: 500, body: '{"error":"could not insert order"}' },
      { kind: 'unknown', cause: 'serverError', body: { error: 'could not insert order' } },
    ],
    ['a page is unknown', { status: 200, body: page }, { kind: 'unknown', cause: 'undecodable' }],
    [
      'so is a page of refusal',
      { status: 400, body: page },
      { kind: 'unknown', cause: 'undecodable', status: 400 },
    ],
    [
      'a redirect is not followed',
      { status: 302, headers: { location: '/elsewhere' } },
      { kind: 'unknown', cause: 'redirected' },
    ],
    [
      'too much is not read',
      { status: 200, body: `"${'x'.repeat(1_000)}"` },
      { kind: 'unknown', cause: 'tooLarge', status: 200 },
    ],
    [
      'nothing may say that it is compressed',
      { status: 404, headers: { 'content-encoding': 'gzip', 'content-length': '0' } },
      { kind: 'refused', status: 404, body: undefined },
    ],
    ['none', 'cut', { kind: 'unknown', cause: 'transport', status: undefined }],
    ['half of one', 'cut half-way', { kind: 'unknown', cause: 'transport', status: 200 }],
  ])('%s', async (_name, answer, outcome) => {
    expect(await ask(answer)).toMatchObject(outcome);
    expect(server.received).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['seconds', '1.5', 1_500],
    ['a date', 'Mon, 13 Apr 2026 12:00:10 GMT', 10_000],
    ['a date gone by', 'Mon, 13 Apr 2026 11:59:00 GMT', 0],
    ['nonsense', 'soon', undefined],
  ])('says in %s when to come back', async (_name, text, ms) => {
    const outcome = await ask({ status: 425, headers: { 'retry-after': text } });
    expect(outcome).toMatchObject({ kind: 'restarting', retryAfterMs: ms });
  });
});

describe('without an answer', () => {
  test.each(['hang', 'hang half-way'] as const)('time is up: %s', async (answer) => {
    const outcome = ask(answer);
    await eventually(() => server.received.length === 1);
    await clock.pass(2_999);
    await clock.pass(1);
    expect(await outcome).toMatchObject({ kind: 'unknown', cause: 'timeout', tookMs: 3_000 });
  });

  test('a request may have its own time', async () => {
    const outcome = ask('hang', { timeoutMs: 10 });
    await eventually(() => server.received.length === 1);
    await clock.pass(10);
    expect(await outcome).toMatchObject({ cause: 'timeout', tookMs: 10 });
  });

  test('the caller may give up, before and after sending', async () => {
    const stop = new AbortController();
    const outcome = ask('hang', { signal: stop.signal });
    await eventually(() => server.received.length === 1);
    stop.abort();
    expect(await outcome).toMatchObject({ kind: 'unknown', cause: 'aborted' });
    expect(await ask('hang', { signal: stop.signal })).toMatchObject({ cause: 'aborted' });
    expect(server.received).toHaveLength(1);
  });

  test('a connection that another request used may end, and nothing is sent twice', async () => {
    const desk = client();
    const order = { method: 'POST', path: '/order', body: '{}' } as const;
    server.answer = () => ({ status: 200, body: '{}' });
    expect(await desk.request(order)).toMatchObject({ kind: 'ok' });
    server.answer = () => 'cut';
    expect(await desk.request(order)).toMatchObject({ kind: 'unknown', cause: 'transport' });
    expect(server.received).toHaveLength(2);
  });

  test('what was never sent is known not to have been done', async () => {
    const gone = await HttpServer.open();
    await gone.close();
    const outcome = await client(gone.base).request({ method: 'POST', path: '/order', body: '{}' });
    expect(outcome).toMatchObject({
      kind: 'unknown',
      cause: 'notConnected',
      detail: 'ECONNREFUSED',
    });
  });
});

describe('secrets', () => {
  const secretHeaders = { 'x-key': 'k3y-of-the-house', 'x-pass': 'open sesame' };

  test.each<[string, ScriptedAnswer]>([
    ['a refusal', { status: 400, body: '{"you sent":"k3y-of-the-house, open sesame"}' }],
    ['a server error', { status: 500, body: '{"dump":{"x-key":"k3y-of-the-house"}}' }],
    ['a block', { status: 403, body: '["open sesame"]' }],
    ['a cut', 'cut'],
  ])('do not come back in %s', async (_name, answer) => {
    const text = JSON.stringify(await ask(answer, { secretHeaders }));
    for (const secret of Object.values(secretHeaders)) expect(text).not.toContain(secret);
  });

  test('do not come back from a request that cannot be made', async () => {
    const broken = { 'x-key': 'k3y\nof-the-house' };
    const outcome = await ask({ status: 200 }, { secretHeaders: broken });
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'transport' });
    expect(JSON.stringify(outcome)).not.toContain('k3y');
    expect(server.received).toHaveLength(0);
  });
});
