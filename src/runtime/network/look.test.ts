import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { HttpServer, type ScriptedAnswer } from '../../../test/support/http-server.ts';
import { SocketServer } from '../../../test/support/socket-server.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { wsTransport } from '../../net/ws-transport.ts';
import { type LookOptions, lookAtNetwork } from './look.ts';

let http: HttpServer;
let sockets: SocketServer;
let clock: VirtualClock;
beforeEach(async () => {
  http = await HttpServer.open();
  sockets = await SocketServer.open();
  clock = new VirtualClock();
});
afterEach(async () => {
  await http.close();
  await sockets.close();
});

function options(): LookOptions {
  return {
    services: {
      clob: http.base,
      gamma: http.base,
      data: http.base,
      geoblock: `${http.base}/api/geoblock`,
      marketSocket: sockets.url,
      userSocket: sockets.url,
      priceSocket: sockets.url,
      legacyPriceSocket: sockets.url,
    },
    feeds: {
      binance: `${http.base}/binance`,
      binanceStream: [sockets.url],
      binanceFutures: `${http.base}/futures`,
      futuresStream: [sockets.url],
      coinbaseStream: [sockets.url],
      deribit: `${http.base}/deribit`,
      fearGreed: `${http.base}/mood`,
    },
    clock,
    transport: wsTransport,
    userAgent: 'polydesk-test/1',
    timeoutMs: 4_000,
  };
}

/** What the services say; anything else is not found, which is an answer too. */
function answering(answers: Readonly<Record<string, ScriptedAnswer>>): void {
  const seconds = Math.floor(clock.now() / 1_000_000);
  const usual: Record<string, ScriptedAnswer> = {
    '/time': { status: 200, body: String(seconds) },
    '/version': { status: 200, body: '{"version":2}' },
    '/api/geoblock': { status: 200, body: '{"blocked":false,"country":"IE"}' },
  };
  http.answer = ({ path }) => answers[path] ?? usual[path] ?? { status: 404, body: '{}' };
}

test('all that answers is reached, and says what it thinks of us', async () => {
  answering({});
  const look = await lookAtNetwork(options());
  expect(look.services.map(({ name, knock }) => `${name} ${knock.kind}`)).toEqual([
    'CLOB reached',
    'Gamma reached',
    'Data reached',
    'Market socket reached',
    'PolyBolt reached',
    'RTDS reached',
    'Binance reached',
    'Binance stream reached',
    'Binance futures reached',
    'Futures stream reached',
    'Coinbase reached',
    'Deribit reached',
    'Fear and greed reached',
  ]);
  expect(look).toMatchObject({
    clockFault: undefined,
    versionFault: undefined,
    place: { blocked: false, country: 'IE' },
  });
  expect(http.received.every(({ headers }) => headers['user-agent'] === 'polydesk-test/1')).toBe(
    true,
  );
});

test('what keeps orders from being signed is told', async () => {
  answering({
    '/time': { status: 200, body: '1700000000' },
    '/version': { status: 200, body: '{"version":3}' },
    '/api/geoblock': { status: 200, body: '{"blocked":true,"country":"US"}' },
    '/binance': { status: 451 },
  });
  const look = await lookAtNetwork(options());
  expect(look.clockFault).toMatch(/ahead of the venue/);
  expect(look.versionFault).toMatch(/version 3/);
  expect(look.place).toMatchObject({ blocked: true });
  expect(look.services.find(({ name }) => name === 'Binance')?.knock).toEqual({
    kind: 'turnedAway',
    status: 451,
  });
});

test('nothing is waited for longer than the limit', async () => {
  http.answer = () => 'hang';
  const looking = lookAtNetwork(options());
  await eventually(() => http.received.length === 10);
  await clock.pass(4_000);
  const look = await looking;
  expect(look).toMatchObject({ skew: undefined, clockFault: undefined, place: undefined });
  const kinds = look.services.map(({ name, knock }) => [name, knock.kind]);
  expect(kinds).toContainEqual(['CLOB', 'unreachable']);
  expect(clock.waiting).toBe(0);
});

test('sockets that nobody opens are unreachable, those that are refused turned away', async () => {
  answering({});
  const port = 'ws://127.0.0.1:1/';
  const { services } = options();
  const marketSocket = http.base.replace('http', 'ws');
  const look = await lookAtNetwork({
    ...options(),
    services: { ...services, priceSocket: port, marketSocket },
  });
  const found = Object.fromEntries(look.services.map(({ name, knock }) => [name, knock]));
  expect(found.PolyBolt).toEqual({ kind: 'unreachable', why: 'ECONNREFUSED' });
  expect(found['Market socket']).toEqual({ kind: 'turnedAway', status: 404 });
});

test('a stream that is blocked is seen, whatever REST of the exchange says', async () => {
  answering({});
  const { feeds } = options();
  const look = await lookAtNetwork({
    ...options(),
    feeds: { ...feeds, binanceStream: ['ws://127.0.0.1:1'], coinbaseStream: ['ws://127.0.0.1:1'] },
  });
  const found = Object.fromEntries(look.services.map(({ name, knock }) => [name, knock.kind]));
  expect(found).toMatchObject({
    Binance: 'reached',
    'Binance stream': 'unreachable',
    'Futures stream': 'reached',
    Coinbase: 'unreachable',
  });
});

test('where a host of a stream refuses this place, the next is asked', async () => {
  answering({});
  const usual = http.answer;
  http.answer = (asked) => (asked.path.startsWith('/stream') ? { status: 451 } : usual(asked));
  const { feeds } = options();
  const refusing = http.base.replace('http', 'ws');
  const look = await lookAtNetwork({
    ...options(),
    feeds: { ...feeds, binanceStream: [refusing, sockets.url], futuresStream: [refusing] },
  });
  const found = Object.fromEntries(look.services.map((one) => [one.name, one]));
  const { host } = new URL(sockets.url);
  expect(found['Binance stream']).toMatchObject({ host, knock: { kind: 'reached' } });
  expect(found['Futures stream']).toMatchObject({ knock: { kind: 'turnedAway', status: 451 } });
});

test('only what nothing works without has nothing instead', async () => {
  answering({});
  const { services } = await lookAtNetwork(options());
  const needed = services.filter(({ instead }) => instead === undefined);
  expect(needed.map(({ name }) => name)).toEqual(['CLOB', 'Gamma', 'Data', 'Market socket']);
});
