import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../../test/support/eventually.ts';
import { aDashboard, aDocument, Visitor } from '../../../test/support/told-desk.ts';
import type { MarketDocument } from '../../screen/market-document.ts';

type Told = { readonly kind: string; readonly [name: string]: unknown };

function open({ base, cookie }: Visitor, query = '', headers: Record<string, string> = {}) {
  const origin = { origin: base };
  const url = `${base.replace('http', 'ws')}/api/live${query}`;
  const socket = new WebSocket(url, { headers: { cookie, ...origin, ...headers } });
  onTestFinished(() => socket.terminate());
  // One that was refused says so once more when it is closed.
  socket.on('error', () => {});
  const told: Told[] = [];
  socket.on('message', (data) => told.push(JSON.parse(String(data))));
  return { socket, told, ask: (request: unknown) => socket.send(JSON.stringify(request)) };
}

async function statusOf(visitor: Visitor, headers: Record<string, string> = {}) {
  const { socket } = open(visitor, '', headers);
  const [, answer] = await once(socket, 'unexpected-response');
  return answer.statusCode;
}

const kinds = (told: readonly Told[]) => told.map(({ kind, seq }) => `${kind} ${seq ?? ''}`.trim());

/** Two tabs, of which one watches a market and has been shown it. */
async function oneOfTwoWatches() {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  const [one, two] = [open(visitor), open(visitor)];
  await eventually(() => one.told.length + two.told.length === 2);
  one.ask({ kind: 'watch', market: 'btc' });
  await eventually(() => desk.markets.size === 1);
  const stream = desk.markets.get('btc');
  stream?.onDocument({ market: 'btc', now: 1 } as MarketDocument);
  await eventually(() => one.told.length === 2);
  return { desk, one, two, stream };
}

test('a browser is told all, then each change', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  desk.begin(aDocument(), 3);
  const { told } = open(visitor);
  await eventually(() => told.length === 2);
  desk.cash(4, 9);
  await eventually(() => told.length === 3);
  expect(kinds(told)).toEqual(['desk', 'snapshot 3', 'change 4']);
  expect(told[2]).toMatchObject({ desk: { cash: 9 } });
});

test('one that comes back is told what it missed, or all where that is gone', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  desk.begin(aDocument(), 3);
  for (const seq of [4, 5, 6]) desk.cash(seq, seq);
  const back = open(visitor, '?run=run-1&seq=4');
  await eventually(() => back.told.length === 3);
  expect(kinds(back.told)).toEqual(['desk', 'change 5', 'change 6']);
  for (const query of ['?run=run-0&seq=4', '?run=run-1&seq=1', '?run=run-1&seq=x', '?run=run-1']) {
    const other = open(visitor, query);
    await eventually(() => other.told.length === 2);
    expect(kinds(other.told)).toEqual(['desk', 'snapshot 6']);
  }
});

test('browsers hear that the desk is away and that it is back, and what it is then', async () => {
  const { desk, visitor, time } = await aDashboard();
  await visitor.signIn();
  const { told } = open(visitor);
  await eventually(() => told.length === 1);
  expect(told).toEqual([{ kind: 'desk', away: time.now * 1_000 }]);
  desk.begin();
  await eventually(() => told.length === 3);
  desk.listener.onAway();
  desk.listener.onAway();
  await eventually(() => told.length === 4);
  desk.begin(aDocument(), 0, 'run-2');
  await eventually(() => told.length === 6);
  expect(kinds(told)).toEqual(['desk', 'desk', 'snapshot 0', 'desk', 'desk', 'snapshot 0']);
  expect(told[3]).toMatchObject({ away: time.now * 1_000 });
  expect(told[5]).toMatchObject({ run: 'run-2' });
});

test('the desk streams a market once, for as long as somebody watches it', async () => {
  const { desk, one, two, stream } = await oneOfTwoWatches();
  two.ask({ kind: 'watch', market: 'btc' });
  // Whoever comes later is shown at once what was told last.
  await eventually(() => two.told.length === 2);
  expect(desk.markets.get('btc')).toBe(stream);
  expect(two.told[1]).toEqual({
    kind: 'market',
    market: 'btc',
    document: { market: 'btc', now: 1 },
  });
  one.ask({ kind: 'unwatch', market: 'btc' });
  two.socket.terminate();
  await eventually(() => desk.markets.size === 0);
});

test('a strategy is streamed as a market is, to those that watch it', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  const { told, ask, socket } = open(visitor);
  await once(socket, 'open');
  ask({ kind: 'watch', strategy: 'fusion' });
  await eventually(() => desk.strategies.size === 1);
  const document = { strategy: 'fusion', now: 1, open: 0, opinions: [] };
  desk.strategies.get('fusion')?.onDocument(document);
  await eventually(() => told.length === 2);
  expect(told[1]).toEqual({ kind: 'strategy', strategy: 'fusion', document });
  ask({ kind: 'unwatch', strategy: 'fusion' });
  await eventually(() => desk.strategies.size === 0);
});

test('the desk hears that somebody looks', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  expect(desk.attended).toEqual([]);
  const { socket } = open(visitor);
  await once(socket, 'open');
  expect(desk.attended).toEqual([true]);
});

test('whoever comes once a run has ended is shown nothing of it', async () => {
  const { desk, two, stream } = await oneOfTwoWatches();
  stream?.onAway();
  desk.begin(aDocument(), 0, 'run-2');
  two.ask({ kind: 'watch', market: 'btc' });
  two.ask({ kind: 'watch', market: '' });
  // The refusal of the second comes after all that the first brings.
  await eventually(() => kinds(two.told).includes('refused'));
  expect(kinds(two.told)).not.toContain('market');
});

test('markets beyond what the desk has connections for are refused', async () => {
  const { desk, visitor } = await aDashboard();
  await visitor.signIn();
  const { told, ask, socket } = open(visitor);
  await once(socket, 'open');
  for (let i = 0; i < 5; i++) ask({ kind: 'watch', market: `m${i}` });
  await eventually(() => told.length === 2);
  expect(told[1]).toMatchObject({ kind: 'refused', code: 'too_many_watched' });
  expect(desk.markets.size).toBe(4);
});

test('a socket needs the session, the origin and the host of a page of ours', async () => {
  const { base, visitor } = await aDashboard();
  expect(await statusOf(visitor)).toBe(401);
  await visitor.signIn();
  expect(await statusOf(visitor, { origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf(visitor, { origin: '' })).toBe(403);
  const rebound = { host: 'evil.example', origin: 'http://evil.example' };
  expect(await statusOf(visitor, rebound)).toBe(403);
  const other = new WebSocket(`${base.replace('http', 'ws')}/api/other`, { origin: base });
  const [, answer] = await once(other, 'unexpected-response');
  expect(answer.statusCode).toBe(404);
});

test('one that is refused and breaks off takes nothing along', async () => {
  const { base, visitor } = await aDashboard();
  const faults: unknown[] = [];
  const fault = (error: unknown) => faults.push(error);
  process.on('uncaughtException', fault);
  onTestFinished(() => void process.off('uncaughtException', fault));
  const { host, port } = new URL(base);
  for (let i = 0; i < 10; i++) {
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade';
    socket.write(`GET /api/live HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n\r\n`);
    setImmediate(() => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  expect(await statusOf(visitor)).toBe(401);
  expect(faults).toEqual([]);
});

test('whoever signs out hears nothing more in any of his tabs, others go on', async () => {
  const { base, visitor } = await aDashboard();
  const other = new Visitor(base);
  await visitor.signIn();
  await other.signIn();
  const [tabs, theirs] = [[open(visitor), open(visitor)], open(other)];
  await eventually(() => [...tabs, theirs].every(({ told }) => told.length === 1));
  const closed = tabs.map(({ socket }) => once(socket, 'close'));
  await visitor.ask('DELETE', '/api/session');
  for (const [code] of await Promise.all(closed)) expect(code).toBe(4401);
  expect(theirs.socket.readyState).toBe(WebSocket.OPEN);
});

test('a new token lets go of who listens with the one before', async () => {
  const { visitor, time } = await aDashboard();
  await visitor.signIn();
  const { socket, told } = open(visitor);
  await eventually(() => told.length === 1);
  time.access = 'of another token';
  const [code] = await once(socket, 'close');
  expect(code).toBe(4401);
});

test('what is no request is refused, and what is too long ends the socket', async () => {
  const { visitor } = await aDashboard();
  await visitor.signIn();
  const { told, socket } = open(visitor);
  await once(socket, 'open');
  for (const text of ['', '{', '[]', '{"kind":"watch"}', '{"kind":"kill"}']) socket.send(text);
  socket.send(Buffer.from('{"kind":"watch","market":"btc"}'));
  await eventually(() => told.length === 7);
  expect(new Set(told.slice(1).map(({ code }) => code))).toEqual(new Set(['bad_question']));
  socket.send('x'.repeat(2_000));
  const [code] = await once(socket, 'close');
  expect(code).toBe(1009);
});

test('so many sockets are open at a time', async () => {
  const { visitor } = await aDashboard();
  await visitor.signIn();
  const opened = Array.from({ length: 32 }, () => open(visitor).socket);
  await Promise.all(opened.map((socket) => once(socket, 'open')));
  expect(await statusOf(visitor)).toBe(503);
});
