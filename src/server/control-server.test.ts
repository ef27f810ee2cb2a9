import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { breathe } from '../../test/support/virtual-clock.ts';
import { ok, refuse } from '../domain/result.ts';
import { type ControlServer, startControl } from './control-server.ts';
import type { LineListener } from './line-stream.ts';
import type { OperatorWord } from './operator-word.ts';

const words: unknown[] = [];
const NO_SCREENS = {
  feed: () => () => {},
  feedOfMarket: () => undefined,
  feedOfStrategy: () => undefined,
  pathOfMarket: () => undefined,
  opinionsOfMarket: () => undefined,
  equity: () => [],
  kill: async () => ({ isProven: true }),
  operate: (word: OperatorWord) => {
    words.push(word);
    const strategy = 'strategy' in word ? word.strategy : undefined;
    if (strategy === 'nobody') return refuse('unknown_strategy', 'no strategy nobody');
    return strategy === 'gone' ? refuse('over', 'it ends') : ok({ raisesRisk: false });
  },
};

let control: ControlServer;
let stops: number;
beforeEach(async () => {
  stops = 0;
  control = await startControl({
    status: () => ({ mode: 'paper' }),
    activity: () => ({ strategies: [] }),
    trades: (most) => Array.from({ length: most }, (_, i) => i),
    stop: () => ({ stops: ++stops }),
    ...NO_SCREENS,
  });
});
afterEach(() => control.close());

type Asked = { method?: string; headers?: Record<string, string>; token?: string };

function ask(path: string, { method = 'GET', headers = {}, token = control.token }: Asked = {}) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const authorization = `Bearer ${token}`;
    const { port } = control;
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: { authorization, ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (part) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

test('tells the status and the newest trades, and stops the desk', async () => {
  expect(await ask('/status')).toEqual({ status: 200, body: { mode: 'paper' } });
  expect(await ask('/trades?most=3')).toEqual({ status: 200, body: [0, 1, 2] });
  expect((await ask('/trades')).body).toHaveLength(1_000);
  expect(await ask('/stop', { method: 'POST' })).toEqual({ status: 202, body: { stops: 1 } });
});

test.each([
  ['another token', '/status', { token: 'x' }, 401],
  ['a page of another origin', '/status', { headers: { origin: 'http://a.example' } }, 403],
  ['a name that leads here', '/status', { headers: { host: 'a.example:80' } }, 403],
  ['a stop by link', '/stop', {}, 404],
  ['what nobody knows', '/orders', {}, 404],
  ['a pause by link', '/pause', {}, 404],
  ['a word about whom nobody knows', '/pause?strategy=nobody', { method: 'POST' }, 404],
  ['a word to a desk that ends', '/resume?strategy=gone', { method: 'POST' }, 409],
  ['a body', '/stop', { method: 'POST', headers: { 'content-length': '1' } }, 413],
  ['a number that is none', '/trades?most=all', {}, 400],
])('refuses %s', async (_what, path, asked, status) => {
  expect((await ask(path, asked)).status).toBe(status);
  expect(stops).toBe(0);
});

test('takes the words of an operator', async () => {
  words.length = 0;
  const asked = ['/pause', '/resume?strategy=a', '/cancel?market=btc', '/size?strategy=a&part=5'];
  for (const path of asked) {
    expect(await ask(path, { method: 'POST' })).toEqual({ status: 200, body: NO_RISE });
  }
  await ask('/size?part=', { method: 'POST' });
  expect(words).toEqual([
    { kind: 'pause', strategy: undefined },
    { kind: 'resume', strategy: 'a' },
    { kind: 'cancel', market: 'btc' },
    { kind: 'size', strategy: 'a', part: 5 },
    { kind: 'size', strategy: undefined, part: Number.NaN },
  ]);
});

const NO_RISE = { raisesRisk: false };

test('a kill is answered when it is done, and with what it throws', async () => {
  await control.close();
  const told = { status: () => ({}), activity: () => ({}), trades: () => [] };
  const handlers = { ...told, stop: () => ({}), ...NO_SCREENS };
  control = await startControl(handlers);
  expect(await ask('/kill', { method: 'POST' })).toEqual({ status: 200, body: { isProven: true } });
  await control.close();
  control = await startControl({ ...handlers, kill: () => Promise.reject(new Error('broken')) });
  expect(await ask('/kill', { method: 'POST' })).toEqual({
    status: 500,
    body: { error: 'Error: broken' },
  });
});

test('tells the metrics as text to who has the token, 404 where nothing is measured', async () => {
  expect((await ask('/metrics')).status).toBe(404);
  await control.close();
  const quiet = { status: () => ({}), activity: () => ({}), trades: () => [], stop: () => ({}) };
  const handlers = { ...quiet, ...NO_SCREENS };
  // A number is JSON too: what is told can be read as either.
  control = await startControl({ ...handlers, metrics: async () => '17' });
  expect(await ask('/metrics')).toEqual({ status: 200, body: 17 });
  expect((await ask('/metrics', { token: 'x' })).status).toBe(401);
});

test('a listener that takes nothing is not ready, and is again when it has', async () => {
  await control.close();
  const heard: LineListener[] = [];
  let left = 0;
  const feed = (listener: LineListener) => {
    heard.push(listener);
    return () => void left++;
  };
  const told = { status: () => ({}), activity: () => ({}), trades: () => [], stop: () => ({}) };
  control = await startControl({ ...told, ...NO_SCREENS, feed });
  const socket = connect(control.port, '127.0.0.1');
  socket.write(
    `GET /feed HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${control.token}\r\n\r\n`,
  );
  await eventually(() => heard.length === 1);
  const [listener] = heard as [LineListener];
  socket.pause();
  const line = 'x'.repeat(1_000_000);
  // What the two kernels take without anybody reading is a few megabytes.
  for (let sent = 0; listener.isReady && sent < 64; sent++) {
    listener.send(line);
    await breathe();
  }
  expect(listener.isReady).toBe(false);
  socket.resume();
  await eventually(() => listener.isReady);
  socket.destroy();
  await eventually(() => left === 1);
});

test('who looks now and then is not ready in between', async () => {
  await control.close();
  const heard: LineListener[] = [];
  let left = 0;
  const feed = (listener: LineListener) => {
    heard.push(listener);
    return () => void left++;
  };
  const told = { status: () => ({}), activity: () => ({}), trades: () => [], stop: () => ({}) };
  control = await startControl({ ...told, ...NO_SCREENS, feed });
  const leave = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${control.port}/feed?every=4000`, {
    headers: { authorization: `Bearer ${control.token}` },
    signal: leave.signal,
  });
  const [listener] = heard as [LineListener];
  expect(listener.isReady).toBe(true);
  listener.send('{}');
  expect(listener.isReady).toBe(false);
  expect(answer.status).toBe(200);
  // An end does not wait for whoever listens.
  await control.close();
  await eventually(() => left === 1);
  leave.abort();
});

test('a strategy that does not run is not found, and what the desk was worth is told', async () => {
  expect(await ask('/feed/strategy?name=nobody')).toMatchObject({ status: 404 });
  expect(await ask('/feed/equity')).toEqual({ status: 200, body: [] });
});

test('44: who asks too often is told to wait, and may stop the desk all the same', async () => {
  const statuses = new Set<number>();
  // Many at once: one after the other they take a slow machine longer than the second that counts.
  for (let i = 0; i < 20 && !statuses.has(429); i++) {
    const asked = await Promise.all(Array.from({ length: 30 }, () => ask('/status')));
    for (const { status } of asked) statuses.add(status);
  }
  expect(statuses).toEqual(new Set([200, 429]));
  expect(await ask('/stop', { method: 'POST' })).toMatchObject({ status: 202 });
});

test('44: of many who connect and say nothing, few are let in', async () => {
  const idle = Array.from({ length: 60 }, () => connect(control.port, '127.0.0.1'));
  for (const socket of idle) socket.on('error', () => {});
  const turnedAway = () => idle.filter(({ closed }) => closed).length;
  // More than 32 at a time are turned away at once, long before anybody's patience ends.
  await eventually(() => turnedAway() >= 60 - 32);
  expect(turnedAway()).toBe(60 - 32);
  for (const socket of idle) socket.destroy();
});

test('44: who does not finish asking, or does not take the answer, is let go of', async () => {
  await control.close();
  const told = { status: () => ({}), activity: () => ({}), stop: () => ({}), ...NO_SCREENS };
  // More than the two kernels take without anybody reading.
  const answer = 'x'.repeat(32_000_000);
  control = await startControl({ ...told, trades: () => answer }, 20);
  const held: Socket[] = [];
  const hold = (message: unknown) => void held.push((message as { socket: Socket }).socket);
  subscribe('net.server.socket', hold);
  onTestFinished(() => void unsubscribe('net.server.socket', hold));
  const authorization = `authorization: Bearer ${control.token}`;
  const clients = ['\r\n\r\n', '\r\n'].map((end) => {
    const client = connect(control.port, '127.0.0.1').pause();
    client.on('error', () => {});
    client.write(`GET /trades HTTP/1.1\r\nhost: 127.0.0.1\r\n${authorization}${end}`);
    return client;
  });
  await eventually(() => held.length === 2 && held.every(({ destroyed }) => destroyed));
  for (const client of clients) client.destroy();
});
