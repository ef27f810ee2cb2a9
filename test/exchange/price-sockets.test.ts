import { describe, expect, test } from 'vitest';
import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import type { ReferenceNews } from '../../src/exchange/venue/venue-listener.ts';
import { readPolyBoltFrame } from '../../src/polymarket/wire/prices/polybolt-frame.ts';
import { attachedSockets, type PlainClient } from '../support/attached-sockets.ts';

const spot = (symbol = 'btcusd') => ({ channel: 'price.crypto', filter: { symbol } });
const average = (symbol = 'btcusd', window_seconds = 60) => {
  return { channel: 'price.crypto.twap', filter: { symbol, window_seconds } };
};

async function stage(isNamed = true) {
  const attached = await attachedSockets();
  const { bench, connect } = attached;
  const { id: apiKey, secret, passphrase } = bench.ann.key;
  const auth = { op: 'auth', rid: 'a1', auth: { apiKey, secret, passphrase } };
  const client = await connect('/ws/prices');
  if (isNamed) client.say(auth);
  await client.settled();
  const subscribe = (...subscriptions: readonly object[]) => {
    client.say({ op: 'subscribe', rid: 's1', subscriptions });
  };
  /** A price each second from now on. */
  const price = (second: number, more: Partial<ReferenceNews> = {}) => {
    const at = (bench.clock.now() + second * MICROS_PER_SECOND) as Timestamp;
    const value = `${78_000 + second}.76173179`;
    bench.venue.reference({ asset: 'btc', at, value, average: `${value}00000001`, ...more });
  };
  return { ...attached, client, auth, subscribe, price };
}

const read = (client: PlainClient) => client.read(readPolyBoltFrame);

test('a subscription begins with the last two minutes, then goes on without a hole', async () => {
  const { client, subscribe, price } = await stage();
  for (let second = 0; second < 200; second++) price(second);
  subscribe(spot(), average());
  const [, first, , second] = await read(client);
  expect(first).toMatchObject({ channel: 'price.crypto', sequence: 1 });
  expect(second).toMatchObject({ channel: 'price.crypto.twap', sequence: 1 });
  const prints = first?.kind === 'PricesPrinted' ? first.prints : [];
  expect([prints.length, prints[0]?.text, prints[0]?.history]).toEqual([
    121,
    '78079.76173179',
    true,
  ]);
  price(200);
  price(201, { average: undefined });
  expect(await read(client)).toMatchObject([
    { channel: 'price.crypto', sequence: 2, prints: [{ feed: 'pyth/btcusd', history: false }] },
    {
      channel: 'price.crypto.twap',
      sequence: 2,
      prints: [{ feed: 'chainlink/btcusd-twap60', text: '78200.7617317900000001' }],
    },
    { channel: 'price.crypto', sequence: 3 },
  ]);
});

test('frames are those of the venue, field by field', async () => {
  const { bench, client, subscribe, price } = await stage();
  subscribe(average());
  const ts = bench.clock.now() / 1_000;
  const payload = { data: [], symbol: 'btcusd', window_seconds: 60, source: 'chainlink' };
  expect(await client.messages()).toEqual([
    { op: 'subscribed', channel: 'price.crypto.twap', rid: 's1' },
    { v: 1, channel: 'price.crypto.twap', seq: 1, ts, snapshot: true, payload },
  ]);
  price(0, { average: '78803.715261094101516288' });
  const { data: _, ...about } = payload;
  const told = { full_accuracy_value: '78803.715261094101516288', value: 78803.7152610941 };
  expect(await client.messages()).toEqual([
    {
      v: 1,
      channel: 'price.crypto.twap',
      seq: 2,
      ts,
      payload: { ...about, ...told, timestamp: ts },
    },
  ]);
});

test('one numbering serves all symbols of a channel, and each connection has its own', async () => {
  const { client, subscribe, price, connect, auth } = await stage();
  subscribe(spot('btcusd'), spot('ethusd'));
  const other = await connect('/ws/prices');
  other.say(auth);
  other.say({ op: 'subscribe', subscriptions: [spot('ethusd')] });
  await other.settled();
  await client.settled();
  price(0, { asset: 'eth' });
  expect([await read(client), await read(other)]).toMatchObject([
    [{ sequence: 3, prints: [{ feed: 'pyth/ethusd' }] }],
    [{ sequence: 2 }],
  ]);
});

test('what is let go is not told any more; without a symbol all are meant', async () => {
  const { client, subscribe, price } = await stage();
  subscribe({ channel: 'price.crypto' });
  expect(await read(client)).toHaveLength(9);
  client.say({ op: 'unsubscribe', rid: 'u1', subscriptions: [spot()] });
  expect(await client.messages()).toEqual([
    { op: 'unsubscribed', channel: 'price.crypto', rid: 'u1' },
  ]);
  price(0);
  expect(await client.settled()).toEqual([]);
});

describe('a refusal names its reason:', () => {
  test.each([
    ['nonsense', 'x', { code: 'bad_op' }],
    ['an unknown word', { op: 'fly', rid: 'r' }, { code: 'bad_op', rid: 'r' }],
    ['no list', { op: 'subscribe' }, { code: 'bad_op' }],
    [
      'an unknown channel',
      { op: 'subscribe', subscriptions: [{ channel: 'price.gold' }] },
      { code: 'bad_channel', channel: 'price.gold' },
    ],
    [
      'an unknown symbol',
      { op: 'subscribe', subscriptions: [spot('goldusd')] },
      { code: 'bad_filter', channel: 'price.crypto' },
    ],
    [
      'a window that is none',
      { op: 'subscribe', subscriptions: [average('btcusd', 0)] },
      { code: 'bad_filter', channel: 'price.crypto.twap' },
    ],
    [
      'an unknown provider',
      { op: 'subscribe', channel: 'price.crypto', filter: { symbol: 'btcusd', provider: 'x' } },
      { code: 'bad_filter', channel: 'price.crypto' },
    ],
  ])('%s', async (_name, words, error) => {
    const { client } = await stage();
    client.say(words);
    expect(await client.messages()).toEqual([{ op: 'error', ...error }]);
  });

  test('no name, or a wrong one; too many of those end the connection', async () => {
    const { client, subscribe, sockets } = await stage(false);
    subscribe(spot());
    const required = { op: 'error', code: 'auth_required', channel: 'price.crypto', rid: 's1' };
    expect(await client.messages()).toEqual([required]);
    for (let i = 0; i < 8; i++) client.say({ op: 'auth', auth: {} });
    const codes = (await client.messages()).map(({ code }) => code);
    expect(codes).toEqual(Array(8).fill('auth_invalid'));
    client.say({ op: 'auth', auth: {} });
    await client.gone();
    expect([client.frames.at(-1), client.closed]).toEqual([
      '{"op":"error","code":"auth_attempts"}',
      4008,
    ]);
    expect(sockets.counts.prices.denied).toBe(9);
  });

  test('too many requests within a second, which ends the connection', async () => {
    const { bench, client, subscribe } = await stage();
    for (let i = 0; i < 20; i++) subscribe();
    expect(await client.settled()).toEqual([]);
    bench.clock.advance(1_000);
    for (let i = 0; i < 20; i++) subscribe();
    expect(await client.settled()).toEqual([]);
    subscribe();
    await client.gone();
    expect([client.frames, client.closed]).toEqual([
      ['{"op":"error","code":"rate_limited","rid":"s1"}'],
      4008,
    ]);
  });

  test('more than 64 streams, which ends the connection', async () => {
    const { client, subscribe } = await stage();
    subscribe(...Array.from({ length: 64 }, (_, i) => average('btcusd', i + 1)));
    expect(await client.settled()).toHaveLength(128);
    subscribe(spot());
    await client.gone();
    expect([client.frames.at(-1), client.closed]).toEqual([
      '{"op":"error","code":"sub_limit","channel":"price.crypto","rid":"s1"}',
      4008,
    ]);
  });

  test('a frame of more than 64 kB', async () => {
    const { client } = await stage();
    client.say('x'.repeat(65_537));
    await client.gone();
    expect(client.closed).toBe(4008);
  });
});

describe('a subscription', () => {
  test('to what is subscribed to already is named again, without its history', async () => {
    const { client, subscribe, price } = await stage();
    subscribe(spot());
    await client.settled();
    subscribe(spot());
    expect(await client.messages()).toEqual([
      { op: 'subscribed', channel: 'price.crypto', rid: 's1' },
    ]);
    price(0);
    expect(await read(client)).toMatchObject([{ sequence: 2 }]);
  });

  test('may stand by itself, name a provider, and is taken at the root of the socket', async () => {
    const { connect, auth } = await stage();
    const client = await connect('/ws');
    client.say(auth);
    const filter = { symbol: 'btcusd', window_seconds: 60, provider: 'chainlink' };
    client.say({ op: 'subscribe', channel: 'price.crypto.twap', filter });
    expect((await client.messages()).map(({ op, seq }) => op ?? seq)).toEqual([
      'authed',
      'subscribed',
      1,
    ]);
  });

  test('to an average over another time is taken, and has no prices', async () => {
    const { client, subscribe, price } = await stage();
    price(0);
    subscribe(average('btcusd', 30));
    price(1);
    const payload = { data: [], symbol: 'btcusd', window_seconds: 30, source: 'chainlink' };
    const [, ...told] = await client.messages();
    expect(told).toMatchObject([{ snapshot: true, payload }]);
  });
});

test('it asks for signs of life each 25 s, and lets go of who misses two', async () => {
  const { bench, client, connect } = await stage();
  const silent = await connect('/ws/prices', { autoPong: false });
  client.say({ op: 'ping', rid: 'p' });
  expect(await client.messages()).toEqual([{ op: 'pong', rid: 'p' }]);
  bench.clock.advance(25_000);
  await Promise.all([client.settled(), silent.settled()]);
  expect([client.pings, silent.pings]).toEqual([1, 1]);
  // The answer to the control ping may be on its way still.
  await client.settled();
  bench.clock.advance(25_000);
  await Promise.all([client.settled(), silent.settled()]);
  expect([client.pings, silent.pings, silent.closed]).toEqual([2, 2, undefined]);
  await client.settled();
  bench.clock.advance(25_000);
  await silent.gone();
  expect([silent.closed, client.closed]).toEqual([4002, undefined]);
});
