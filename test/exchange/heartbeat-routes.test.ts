import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHeartbeat } from '../../src/polymarket/wire/clob/heartbeat.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const bid = { side: 'buy', price: 0.4, size: 10 } as const;

async function beat(id: string) {
  const { ann } = bench.local;
  const heard = await bench.own(ann, 'POST', '/v1/heartbeats', { heartbeat_id: id });
  const answer = readHeartbeat(heard.text);
  return { status: heard.status, next: (answer.ok && answer.value.next) || '', answer };
}

test('each heartbeat carries the id of the answer before', async () => {
  const first = await beat('');
  const second = await beat(first.next);
  expect([first.status, second.status, first.next === second.next]).toEqual([200, 200, false]);
  expect(second.answer).toMatchObject({ ok: true, value: { next: second.next } });
  const wrong = await beat('wrong');
  expect([wrong.status, wrong.next]).toEqual([400, second.next]);
  expect(wrong.answer).toMatchObject({ value: { error: { text: 'Invalid Heartbeat ID' } } });
  expect((await beat(wrong.next)).status).toBe(200);
});

test('whoever falls silent loses the orders of the key, and no others', async () => {
  const { local } = bench;
  const { next } = await beat('');
  const orders = [local.send(local.ann, bid), local.send(local.bob, bid)];
  const open = () => orders.map(({ isOpen }) => isOpen);
  local.clock.advance(9_000);
  const { next: last } = await beat(next);
  local.clock.advance(9_999);
  await beat('wrong');
  expect(open()).toEqual([true, true]);
  local.clock.advance(1);
  expect(open()).toEqual([false, true]);
  expect((await beat(last)).status).toBe(200);
});

test('whoever never began keeps everything', () => {
  const { local } = bench;
  const order = local.send(local.ann, bid);
  local.clock.advance(60_000);
  expect(order.isOpen).toBe(true);
});

test('the old call names no ids', async () => {
  const { local } = bench;
  const order = local.send(local.ann, bid);
  const old = () => bench.own(local.ann, 'POST', '/heartbeats', { heartbeat_id: 'x' });
  expect((await old()).json).toEqual({ status: 'ok' });
  local.clock.advance(9_000);
  await old();
  local.clock.advance(9_000);
  expect(order.isOpen).toBe(true);
  local.clock.advance(1_000);
  expect(order.isOpen).toBe(false);
});

test('a closed server cancels nothing any more', async () => {
  const { local } = bench;
  await beat('');
  const order = local.send(local.ann, bid);
  await bench.server.close();
  local.clock.advance(60_000);
  expect(order.isOpen).toBe(true);
});
