// Our fills, told by a socket that breaks and by REST that is asked after each break: each exactly
// once, whatever is lost, repeated or overtaken on the way. Real sockets, real HTTP, virtual time.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { HttpClient } from '../../src/net/http-client.ts';
import type { SocketClose } from '../../src/net/socket-options.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import { TradeNews, type TradeUpdate } from '../../src/polymarket/sockets/trade-news.ts';
import { UserChannel } from '../../src/polymarket/sockets/user-channel.ts';
import { eventually } from '../support/eventually.ts';
import { HttpServer } from '../support/http-server.ts';
import { SocketServer } from '../support/socket-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const RANKS = { MATCHED: 1, MINED: 3, CONFIRMED: 4 } as const;
type WireTrade = { readonly id: string; readonly status: keyof typeof RANKS; readonly at: number };

let sockets: SocketServer;
let rest: HttpServer;
beforeEach(async () => {
  [sockets, rest] = await Promise.all([SocketServer.open(), HttpServer.open()]);
});
afterEach(async () => {
  await Promise.all([sockets.close(), rest.close()]);
});

/** A desk that believes both, once. */
function openDesk() {
  const clock = new VirtualClock();
  const news = new TradeNews(1_000);
  const told: string[] = [];
  const hear = ({ id, status, at }: WireTrade) => {
    const isFinal = status === 'CONFIRMED';
    const time = at as Timestamp;
    const update: TradeUpdate = { trade: id, order: 'o', rank: RANKS[status], at: time, isFinal };
    if (news.judge(update) === 'news') told.push(`${id} ${status}`);
  };
  const http = new HttpClient({
    base: rest.base,
    userAgent: 'polydesk-test',
    clock,
    timeoutMs: 1_000,
    bodyBytesMost: 100_000,
    dialect: { limiter: () => undefined, outage: () => undefined },
  });
  let reconciled = 0;
  /** Whether REST knew something that nobody had told. */
  const reconcile = async () => {
    const outcome = await http.request({ method: 'GET', path: '/data/trades' });
    const before = told.length;
    if (outcome.kind === 'ok') for (const trade of outcome.body as WireTrade[]) hear(trade);
    reconciled++;
    return told.length > before;
  };
  const closes: SocketClose[] = [];
  let connections = 0;
  const channel = new UserChannel<WireTrade>({
    url: sockets.url,
    clock,
    transport: wsTransport,
    random: () => 0.5,
    nextConnection: () => ++connections,
    credentials: { key: 'k', secret: new Secret('s'), passphrase: new Secret('p') },
    markets: undefined,
    read: (text) => ({ messages: [JSON.parse(text)], refusals: [], ignored: [] }),
    sink: {
      frame() {},
      message: hear,
      refused() {},
      blind: (_since, close) => closes.push(close),
      gap: () => void reconcile(),
    },
    onFault: (error) => told.push(String(error)),
  });
  channel.start();
  return { clock, channel, told, closes, reconcile, rounds: () => reconciled };
}

test('fills that nobody heard are found, and those told twice count once', async () => {
  const ledger: WireTrade[] = [];
  rest.answer = () => ({ status: 200, body: JSON.stringify(ledger) });
  const happen = (trade: WireTrade) => {
    ledger.push(trade);
    for (const peer of sockets.peers) if (peer.isOpen) peer.say(JSON.stringify(trade));
  };
  const { clock, channel, told, rounds } = openDesk();
  await eventually(() => rounds() === 1);
  happen({ id: 't1', status: 'MATCHED', at: 1 });
  await eventually(() => told.length === 1);
  sockets.last.drop();
  await eventually(() => channel.state === 'waiting');
  happen({ id: 't1', status: 'MINED', at: 2 });
  happen({ id: 't2', status: 'MATCHED', at: 2 });
  await clock.pass(1_000);
  await eventually(() => rounds() === 2);
  // Late, repeated, and out of order.
  for (const trade of ledger.toReversed()) sockets.last.say(JSON.stringify(trade));
  happen({ id: 't2', status: 'CONFIRMED', at: 3 });
  happen({ id: 't2', status: 'MINED', at: 3 });
  happen({ id: 't1', status: 'CONFIRMED', at: 4 });
  await eventually(() => told.includes('t1 CONFIRMED'));
  expect(told).toEqual(['t1 MATCHED', 't1 MINED', 't2 MATCHED', 't2 CONFIRMED', 't1 CONFIRMED']);
  await channel.close();
});

test('a subscription that died without a word is found by the next look at REST', async () => {
  const ledger: WireTrade[] = [];
  rest.answer = () => ({ status: 200, body: JSON.stringify(ledger) });
  sockets.onText = (peer, text) => {
    if (text === 'PING') peer.say('PONG');
  };
  const { clock, channel, told, reconcile, rounds } = openDesk();
  await eventually(() => rounds() === 1);
  ledger.push({ id: 't1', status: 'MATCHED', at: 1 });
  // The socket answers, and says nothing: no sign of it here for as long as one likes.
  for (let beat = 0; beat < 12; beat++) {
    await clock.pass(10_000);
    await sockets.settled();
  }
  expect([channel.state, sockets.peers.length, told]).toEqual(['open', 1, []]);
  expect(await reconcile()).toBe(true);
  channel.renew('a fill was missed');
  await clock.pass(1_000);
  await eventually(() => rounds() === 3);
  expect(sockets.peers).toHaveLength(2);
  // The new subscription lives, and tells again what is known by now.
  ledger.push({ id: 't1', status: 'CONFIRMED', at: 2 });
  for (const trade of ledger) sockets.last.say(JSON.stringify(trade));
  await eventually(() => told.length > 1);
  expect(await reconcile()).toBe(false);
  expect(told).toEqual(['t1 MATCHED', 't1 CONFIRMED']);
  await channel.close();
});

test('a key that has expired is seen as a loop, and every opening asks REST', async () => {
  rest.answer = () => ({ status: 200, body: '[]' });
  sockets.onText = (peer) => peer.goodbye(1008, 'expired');
  const { clock, channel, closes, rounds } = openDesk();
  for (let attempt = 1; attempt <= 6; attempt++) {
    await eventually(() => rounds() === attempt);
    await eventually(() => channel.state === 'waiting');
    if (attempt < 6) await clock.pass(closes.at(-1)?.retryInMs ?? 0);
  }
  expect(sockets.peers).toHaveLength(6);
  // By now it is known for a loop: nothing for half a minute.
  expect(closes.map(({ looping }) => looping)).toEqual([false, false, false, false, true, true]);
  await clock.pass(29_000);
  expect([channel.state, sockets.peers.length]).toEqual(['waiting', 6]);
  await channel.close();
});
