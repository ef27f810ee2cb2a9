import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { anAlert } from '../../../test/support/an-alert.ts';
import { HttpServer } from '../../../test/support/http-server.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { Secret } from '../../domain/secret.ts';
import { signatureOf } from './payload.ts';
import { WebhookNotifier } from './webhook-notifier.ts';

let server: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
});
afterEach(() => server.close());

function notifier(secret?: string) {
  const clock = new VirtualClock();
  const url = new Secret(`${server.base}/hook?key=abc`);
  const signing = secret === undefined ? undefined : new Secret(secret);
  return { clock, hook: new WebhookNotifier({ name: 'one', url, secret: signing, clock }) };
}

test('a delivery is the documented JSON, signed over its time and its body', async () => {
  const { clock, hook } = notifier('key');
  await hook.tell([anAlert({ id: 'one', at: at(1), numbers: { drawdown: 250_000 }, count: 2 })]);
  const [{ body, headers, path, method }] = server.received as [(typeof server.received)[0]];
  expect([method, path]).toEqual(['POST', '/hook?key=abc']);
  expect(JSON.parse(body)).toEqual({
    version: 1,
    alerts: [
      {
        id: 'one',
        at: new Date(at(1) / 1_000).toISOString(),
        ...{ desk: 'paper-1', simulated: true, kind: 'notice', level: 'warning' },
        ...{ code: 'something', subject: 'alpha', text: 'Something happened.' },
        ...{ numbers: { drawdown: 250_000 }, count: 2 },
      },
    ],
  });
  const seconds = Math.floor(clock.now() / 1e6);
  expect(headers['x-polydesk-timestamp']).toBe(String(seconds));
  const hash = createHmac('sha256', 'key').update(`${seconds}.${body}`).digest('hex');
  expect(headers['x-polydesk-signature']).toBe(`v1=${hash}`);
});

test('the signature is that of RFC 4231, test case 2, where nothing stands before the body', () => {
  const hash = createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex');
  expect(hash).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  const expected = createHmac('sha256', 'Jefe').update('1.{}').digest('hex');
  expect(signatureOf(new Secret('Jefe'), 1, '{}')).toBe(`v1=${expected}`);
});

test('what is posted again has the same ids and key, other alerts have another', async () => {
  const { clock, hook } = notifier();
  const alerts = [anAlert({ id: 'one' }), anAlert({ id: 'two' })];
  for (const told of [alerts, alerts, [...alerts, anAlert({ id: 'three' })]]) {
    const telling = hook.tell(told);
    await clock.pass(1_000);
    await telling;
  }
  const keys = server.received.map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect([keys[1], new Set(keys).size]).toEqual([keys[0], 2]);
});

test('without a secret nothing is signed', async () => {
  await notifier().hook.tell([anAlert()]);
  expect(server.received[0]?.headers).not.toHaveProperty('x-polydesk-signature');
});

test('where it is sent elsewhere it does not go', async () => {
  server.answer = () => ({ status: 307, headers: { location: `${server.base}/elsewhere` } });
  expect(await notifier('key').hook.tell([anAlert()])).toEqual({
    kind: 'later',
    why: 'answers 307',
  });
  expect(server.received).toHaveLength(1);
});

test('one that hangs is given up after ten seconds', async () => {
  server.answer = () => 'hang';
  const { clock, hook } = notifier();
  const telling = hook.tell([anAlert()]);
  while (server.received.length === 0) await clock.pass(0);
  await clock.pass(10_000);
  expect(await telling).toEqual({ kind: 'later', why: 'cannot be reached: no answer' });
  expect(clock.waiting).toBe(0);
});
