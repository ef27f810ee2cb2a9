// Our fills, told to a desk by a socket that breaks and by REST that is asked after each break and
// from time to time: each exactly once, whatever is lost, repeated or overtaken on the way, and
// nothing new while they would not be heard. Real sockets, real HTTP, virtual time; orders go to a
// venue in memory.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VenueOrderId } from '../../src/domain/ids.ts';
import { Secret } from '../../src/domain/secret.ts';
import { HttpClient } from '../../src/net/http-client.ts';
import type { SocketClose } from '../../src/net/socket-options.ts';
import { wsTransport } from '../../src/net/ws-transport.ts';
import type { Notice } from '../../src/polymarket/execution/notice.ts';
import type { AccountAccess } from '../../src/polymarket/execution/venue-access.ts';
import type { VenueOutcome } from '../../src/polymarket/rest/outcome.ts';
import { UserChannel } from '../../src/polymarket/sockets/user-channel.ts';
import type { UserMessage } from '../../src/polymarket/wire/user/user-frame.ts';
import type { VenueTrade } from '../../src/polymarket/wire/venue-trade.ts';
import { HttpServer } from '../support/http-server.ts';
import { OrderStage } from '../support/order-stage.ts';
import { hashOf, success, TIMEOUT } from '../support/order-venue.ts';
import { SocketServer } from '../support/socket-server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let sockets: SocketServer;
let rest: HttpServer;
beforeEach(async () => {
  [sockets, rest] = await Promise.all([SocketServer.open(), HttpServer.open()]);
});
afterEach(async () => {
  await Promise.all([sockets.close(), rest.close()]);
});

/** What the desk asks, over HTTP; no answer is given up, however fast time passes. */
function accountOver(clock: VirtualClock): AccountAccess {
  const http = new HttpClient({
    base: rest.base,
    userAgent: 'polydesk-test',
    clock,
    timeoutMs: 1e9,
    bodyBytesMost: 100_000,
    dialect: { limiter: () => undefined, outage: () => undefined },
  });
  const ask = async <T>(path: string): Promise<VenueOutcome<T>> => {
    const outcome = await http.request({ method: 'GET', path });
    return outcome.kind === 'ok' ? success(outcome.body as T) : TIMEOUT;
  };
  async function* list<T>(path: string) {
    const outcome = await ask<readonly T[]>(path);
    if (outcome.kind !== 'ok') yield outcome;
    else yield success({ rows: outcome.value, nextCursor: undefined });
  }
  return {
    openOrders: () => list('/data/orders'),
    trades: () => list('/data/trades'),
    order: (id) => ask(`/data/order/${id}`),
    balance: async () => TIMEOUT,
    updateBalance: async () => TIMEOUT,
  };
}

/** A desk wired to its channel as the live one is. */
function openDesk() {
  const clock = new VirtualClock();
  const notices: Notice[] = [];
  const onNotice = (notice: Notice) => {
    notices.push(notice);
    if (notice.code === 'missed_fill') channel.renew(notice.message);
  };
  const stage = new OrderStage({ account: accountOver(clock), onNotice }, {}, clock);
  const { venue, execution } = stage;
  rest.answer = ({ path }) => {
    const order = venue.book.get(path.replace('/data/order/', '') as VenueOrderId)?.order;
    const lists = { '/data/orders': venue.open, '/data/trades': venue.prints.toReversed() };
    return { status: 200, body: JSON.stringify(lists[path as keyof typeof lists] ?? order) };
  };
  const closes: SocketClose[] = [];
  let connections = 0;
  const channel = new UserChannel<UserMessage>({
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
      message: (message) => execution.onUserMessage(message),
      refused() {},
      blind: (_since, close) => {
        closes.push(close);
        execution.onBlind();
      },
      gap: () => execution.onGap(),
    },
    onFault: (error) => stage.faults.push(error),
  });
  channel.start();
  const said: string[] = [];
  /** Until this is so, while no time passes. */
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await clock.pass(0);
      said.push(...stage.said);
    }
  };
  /** Why nothing new would be sent; undefined: it would. */
  const refusal = () => {
    const may = execution.mayPost();
    return may.ok ? undefined : may.code;
  };
  /** How often REST was asked for all that is open. */
  const rounds = () => rest.received.filter(({ path }) => path === '/data/orders').length;
  return { clock, stage, venue, channel, closes, notices, said, until, refusal, rounds };
}

type Desk = ReturnType<typeof openDesk>;

/** Everything is compared, and an order rests. */
async function trading({ clock, stage, said, until, refusal }: Desk): Promise<void> {
  const starting = stage.execution.start();
  await until(() => refusal() === 'not_started');
  await clock.pass(250);
  await starting;
  stage.submit('buy Up 10 @ 0.4');
  await until(() => said.length > 0);
  expect(said).toEqual(['1 accepted']);
}

test('fills that nobody heard are found, and those told twice count once', async () => {
  const desk = openDesk();
  const { clock, stage, venue, channel, said, until, refusal } = desk;
  await trading(desk);
  const frames: string[] = [];
  const happen = (trade: VenueTrade) => {
    frames.push(JSON.stringify(venue.tradeFrame(trade)));
    for (const peer of sockets.peers) if (peer.isOpen) peer.say(frames.at(-1) as string);
    return trade;
  };
  const first = happen(venue.match(hashOf(1), 2));
  await until(() => said.length === 2);
  sockets.last.drop();
  await until(() => channel.state === 'waiting');
  await clock.pass(10);
  happen(venue.settle(first, 'mined'));
  const second = happen(venue.match(hashOf(1), 3));
  stage.submit('buy Up 10 @ 0.4');
  // Longer than news of a match may take.
  clock.stall(6_000);
  await clock.pass(1_000);
  await until(() => refusal() === undefined);
  // Late, repeated, and out of order.
  for (const frame of frames.toReversed()) sockets.last.say(frame);
  await clock.pass(10);
  happen(venue.settle(second, 'confirmed'));
  happen(venue.settle(second, 'mined'));
  happen(venue.settle(first, 'confirmed'));
  stage.submit('buy Up 10 @ 0.4');
  await until(() => said.filter((line) => line === '1 confirmed').length === 2);
  expect(said.filter((line) => !line.startsWith('1'))).toEqual([
    '2 rejected user_channel_blind',
    '3 accepted',
  ]);
  expect(said.filter((line) => line.startsWith('1'))).toEqual([
    '1 accepted',
    '1 buy Up 2 @ 0.4',
    '1 mined',
    '1 buy Up 3 @ 0.4',
    '1 confirmed',
    '1 confirmed',
  ]);
  // After a break REST is expected to know more.
  expect([desk.notices, stage.faults]).toEqual([[], []]);
  await channel.close();
});

test('a subscription that died without a word is found by the next look at REST', async () => {
  const desk = openDesk();
  const { clock, stage, venue, channel, notices, said, until, refusal } = desk;
  sockets.onText = (peer, text) => {
    if (text === 'PING') peer.say('PONG');
  };
  await trading(desk);
  const trade = venue.match(hashOf(1), 4);
  // The socket answers, and says nothing: no sign of it here for as long as one likes.
  for (let beat = 0; beat < 2; beat++) {
    await clock.pass(10_000);
    await sockets.settled();
  }
  expect([channel.state, sockets.peers.length, stage.said]).toEqual(['open', 1, []]);
  await clock.pass(10_000);
  await until(() => said.length > 1 && notices.length > 0);
  expect([said.at(-1), notices[0]?.code]).toEqual(['1 buy Up 4 @ 0.4', 'missed_fill']);
  await until(() => refusal() === 'user_channel_blind');
  await clock.pass(1_000);
  await until(() => refusal() === undefined);
  expect(sockets.peers).toHaveLength(2);
  // The new subscription lives, and tells again what is known by now.
  for (const told of [trade, venue.settle(trade, 'confirmed')]) {
    sockets.last.say(JSON.stringify(venue.tradeFrame(told)));
  }
  await until(() => said.includes('1 confirmed'));
  await clock.pass(31_000);
  await until(() => desk.rounds() >= 4);
  expect(said).toEqual(['1 accepted', '1 buy Up 4 @ 0.4', '1 confirmed']);
  expect([notices.length, stage.faults]).toEqual([1, []]);
  await channel.close();
});

test('a key that has expired is seen as a loop, and every opening asks REST', async () => {
  sockets.onText = (peer) => peer.goodbye(1008, 'expired');
  const { clock, channel, closes, until, refusal, rounds } = openDesk();
  for (let attempt = 1; attempt <= 6; attempt++) {
    await until(() => rounds() === attempt);
    await until(() => channel.state === 'waiting');
    expect(refusal()).toBe('user_channel_blind');
    if (attempt < 6) await clock.pass(closes.at(-1)?.retryInMs ?? 0);
  }
  expect(sockets.peers).toHaveLength(6);
  // By now it is known for a loop: nothing for half a minute.
  expect(closes.map(({ looping }) => looping)).toEqual([false, false, false, false, true, true]);
  await clock.pass(29_000);
  expect([channel.state, sockets.peers.length]).toEqual(['waiting', 6]);
  await channel.close();
});
