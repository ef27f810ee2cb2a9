// What the venue's HTTP does on bad days, against the client and the limiter together. Real HTTP on
// loopback, virtual time.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Backoff } from '../../src/net/backoff.ts';
import { HttpClient, type HttpRequest } from '../../src/net/http-client.ts';
import type { HttpDialect, HttpOutcome } from '../../src/net/http-outcome.ts';
import { PRIORITY, type Priority, RateLimiter } from '../../src/net/rate-limiter.ts';
import { HttpServer } from '../support/http-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** As the CLOB writes it (protocol notes §1 and §4.3). */
const dialect: HttpDialect = {
  limiter(headers) {
    const remaining = headers.get('poly-ratelimit-remaining');
    if (remaining === null) return undefined;
    return {
      remaining: Number(remaining),
      resetAtS: Number(headers.get('poly-ratelimit-reset')),
      tier: headers.get('poly-ratelimit-tier') ?? undefined,
      warned: headers.get('poly-ratelimit-warning') === 'true',
    };
  },
  outage(body) {
    const { code } = (body ?? {}) as { code?: string };
    return code === 'post_only_mode' ? { mode: 'postOnly', retryAfterMs: undefined } : undefined;
  },
};

let server: HttpServer;
let clock: VirtualClock;
let http: HttpClient;
beforeEach(async () => {
  server = await HttpServer.open();
  clock = new VirtualClock();
  const userAgent = 'polydesk-test';
  const { base } = server;
  http = new HttpClient({ base, userAgent, clock, timeoutMs: 3_000, bodyBytesMost: 1e5, dialect });
});
afterEach(() => server.close());

const order: HttpRequest = { method: 'POST', path: '/order', body: '{}' };
const cancel: HttpRequest = { method: 'DELETE', path: '/order', body: '{}' };

/** Lets HTTP finish while virtual time stands still or creeps. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (let passed = 0; !isDone; passed++) await clock.pass(passed < ms ? 1 : 0);
  return done;
}

describe('28: too many requests', () => {
  const bucket = { signer: { kind: 'tokens', perSecond: 10, burst: 2 } } as const;

  /** Sends through the limiter, and tells it what the venue says. */
  function desk() {
    const limiter = new RateLimiter(clock, bucket, 100);
    const send = async (request: HttpRequest, priority: Priority, ageMsMost = 10_000) => {
      const pass = await limiter.acquire({ costs: { signer: 1 }, priority, ageMsMost });
      if (!pass.ok) return pass.code;
      const outcome = await http.request(request);
      if (outcome.kind === 'rateLimited') {
        const { limiter: reading, retryAfterMs } = outcome;
        limiter.adjust('signer', {
          ...(reading?.remaining === undefined ? {} : { remaining: reading.remaining }),
          ...(retryAfterMs === undefined ? {} : { pauseMs: retryAfterMs }),
        });
      }
      return outcome.kind;
    };
    return { send };
  }

  test('cancels go first, and what is wanted no more is not sent', async () => {
    const { send } = desk();
    const sent = [
      send(order, PRIORITY.order),
      send(order, PRIORITY.order),
      send(order, PRIORITY.order, 150),
      send(order, PRIORITY.order, 250),
      send(cancel, PRIORITY.cancel),
      send(cancel, PRIORITY.cancel),
    ];
    expect(await within(1_000, Promise.all(sent))).toEqual([
      'ok',
      'ok',
      'stale',
      'stale',
      'ok',
      'ok',
    ]);
    expect(server.received.map(({ method }) => method)).toEqual([
      'POST',
      'POST',
      'DELETE',
      'DELETE',
    ]);
  });

  test('the venue’s own count and pause are heeded by those who come after', async () => {
    const { send } = desk();
    let answers = 0;
    server.answer = () =>
      ++answers === 1
        ? {
            status: 429,
            headers: { 'poly-ratelimit-remaining': '-1', 'retry-after': '1' },
            body: '{"error":"slow down"}',
          }
        : { status: 200, body: '{}' };
    expect(await within(0, send(order, PRIORITY.order))).toBe('rateLimited');
    const before = clock.monotonic();
    expect(await within(5_000, send(order, PRIORITY.order))).toBe('ok');
    expect(clock.monotonic() - before).toBeGreaterThanOrEqual(1_000_000 - 5_000);
  });

  test('a firewall’s page says nothing about the order', async () => {
    server.answer = () => ({ status: 429, body: '<html>slow down</html>' });
    expect(await within(0, http.request(order))).toMatchObject({
      kind: 'rateLimited',
      limiter: undefined,
    });
    server.answer = () => ({ status: 200, body: '<html>just a moment</html>' });
    expect(await within(0, http.request(order))).toMatchObject({
      kind: 'unknown',
      cause: 'undecodable',
    });
  });

  test('delayed instead of refused, it runs out of time and is unknown', async () => {
    server.answer = () => 'hang';
    expect(await within(3_000, http.request(order))).toMatchObject({
      kind: 'unknown',
      cause: 'timeout',
    });
    // It did arrive: that is why it is unknown, and not undone.
    expect(server.received).toHaveLength(1);
  });
});

test('27: a restart, then post-only, then all is well again', async () => {
  const answers = [
    { status: 425, headers: { 'retry-after': '2' }, body: 'restarting' },
    { status: 503, headers: { 'retry-after': '90' }, body: '{"code":"post_only_mode"}' },
    { status: 503, body: '<html>bad gateway</html>' },
    { status: 200, body: '{"success":true}' },
  ];
  server.answer = () => answers.shift() ?? 'cut';
  const outcomes: HttpOutcome[] = [];
  for (let i = 0; i < 5; i++) outcomes.push(await within(0, http.request(order)));
  expect(outcomes).toMatchObject([
    { kind: 'restarting', retryAfterMs: 2_000 },
    { kind: 'unavailable', mode: 'postOnly', retryAfterMs: 90_000 },
    { kind: 'unknown', cause: 'serverError' },
    { kind: 'ok', body: { success: true } },
    { kind: 'unknown', cause: 'transport' },
  ]);
});

test('54: a market that is not there yet is asked for again, ever more slowly', async () => {
  let asked = 0;
  server.answer = () => (++asked < 5 ? { status: 404, body: '{}' } : { status: 200, body: '[]' });
  const backoff = new Backoff({ leastMs: 100, firstMs: 1_000, mostMs: 8_000 }, () => 0.5);
  const ask = async () => {
    for (;;) {
      const outcome = await http.request({ method: 'GET', path: '/book' });
      if (outcome.kind !== 'refused') return outcome.kind;
      await new Promise<void>((resolve) => void clock.setTimer(backoff.next(), resolve));
    }
  };
  expect(await within(30_000, ask())).toBe('ok');
  expect([asked, backoff.failures]).toEqual([5, 4]);
});
