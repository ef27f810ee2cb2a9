import { expect, onTestFinished, test } from 'vitest';
import { HttpServer } from '../../../test/support/http-server.ts';
import { serveExchange } from '../../../test/support/local-exchange.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import { exchangeClock } from './exchange-clock.ts';

const SECOND = 1_000_000;
const machine = new SystemClock();

async function served() {
  const http = await HttpServer.open();
  onTestFinished(() => http.close());
  return http;
}

test('a fast exchange of another day gives its clock to whoever trades there', async () => {
  const http = await served();
  const began = machine.monotonic();
  const then = 1_700_000_000 * SECOND;
  http.answer = () => {
    const now = then + 20 * (machine.monotonic() - began);
    return { status: 200, body: JSON.stringify({ now_us: now, speed: 20 }) };
  };
  const clock = (await exchangeClock(http.base, machine)) as Clock;
  const asked = machine.monotonic();
  // Off by no more than the way of one question and its answer.
  const off = clock.now() - then - 20 * (asked - began);
  expect(Math.abs(off)).toBeLessThanOrEqual(20 * (asked - began));
  const before = clock.now();
  await new Promise<void>((rung) => clock.setTimer(2_000, rung));
  // The machine may ring a timer a millisecond early.
  expect(clock.now() - before).toBeGreaterThan(1.9 * SECOND);
});

test("an exchange by the machine's time needs no other clock", async () => {
  const { exchange } = await serveExchange();
  onTestFinished(() => exchange.stop());
  expect(await exchangeClock(exchange.base, machine)).toBe(machine);
});

test.each([
  ['does not know the question', { status: 404, body: '{"error":"not found"}' }],
  ['tells no time', { status: 200, body: '{"now_us":"soon","speed":0}' }],
])("the machine's clock is that of an exchange that %s", async (_what, { status, body }) => {
  const http = await served();
  http.answer = () => ({ status, body });
  expect(await exchangeClock(http.base, machine)).toBe(machine);
  expect(http.received).toHaveLength(1);
});

test('where nobody answers there is none', async () => {
  const http = await HttpServer.open();
  await http.close();
  expect(await exchangeClock(http.base, machine)).toBeUndefined();
});

test('one answer of three is enough', async () => {
  const http = await served();
  const body = JSON.stringify({ now_us: 1_700_000_000 * SECOND, speed: 20 });
  http.answer = () => (http.received.length === 1 ? { status: 200, body } : 'cut');
  const clock = (await exchangeClock(http.base, machine)) as Clock;
  expect(clock.now()).toBeLessThan(1_800_000_000 * SECOND);
});
