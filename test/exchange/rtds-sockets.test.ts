import { describe, expect, test } from 'vitest';
import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import type { ReferenceNews } from '../../src/exchange/venue/venue-listener.ts';
import { readPriceFrame } from '../../src/polymarket/wire/prices/rtds-frame.ts';
import { attachedSockets, type PlainClient } from '../support/attached-sockets.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

const subscribe = (topic: string, filters?: string, type = 'update') => ({
  action: 'subscribe',
  subscriptions: [{ topic, type, ...(filters === undefined ? {} : { filters }) }],
});

async function stage(path = '/ws/rtds') {
  const attached = await attachedSockets();
  const { bench, connect } = attached;
  const client = await connect(path);
  const price = (second: number, more: Partial<ReferenceNews> = {}) => {
    const at = (bench.clock.now() + second * MICROS_PER_SECOND) as Timestamp;
    const value = '76211.80016560019';
    bench.venue.reference({
      asset: 'btc',
      at,
      value,
      average: '76210.5',
      shortAverage: '76210.25',
      ...more,
    });
  };
  return { ...attached, client, price };
}

const read = (client: PlainClient) => client.read(readPriceFrame);

describe('a subscription', () => {
  test.each(['/ws/rtds', '/', '/?x=1', '/ws/rtds/'])('is taken at %s', async (path) => {
    const { client, price } = await stage(path);
    client.say(subscribe('crypto_prices_chainlink'));
    await client.settled();
    price(0);
    expect(await read(client)).toHaveLength(1);
  });

  test.each([
    ['crypto_prices_chainlink', '{"symbol":"btc/usd"}', 'chainlink/btcusd'],
    ['crypto_prices_chainlink', '', 'chainlink/btcusd'],
    ['crypto_prices', '{"symbol":"btcusdt"}', 'binance/btcusdt'],
    ['crypto_prices', 'ethusdt,btcusdt', 'binance/btcusdt'],
    ['crypto_prices', '["btcusdt"]', 'binance/btcusdt'],
    ['crypto_prices', undefined, 'binance/btcusdt'],
    ['crypto_prices_twap_sixty', '{"symbol":"btc/usd"}', 'chainlink/btcusd-twap60'],
    ['crypto_prices_twap_thirty', '{"symbol":"btc/usd"}', 'chainlink/btcusd-twap30'],
  ])('of %s with the filter %s hears %s', async (topic, filters, feed) => {
    const { client, price } = await stage();
    client.say(subscribe(topic, filters, '*'));
    await client.settled();
    price(0);
    price(0, { asset: 'sol' });
    const prints = await read(client);
    expect(prints[0]).toMatchObject({ feed, history: false });
    const hearsAll = filters === undefined || filters === '';
    expect(prints).toHaveLength(hearsAll ? 2 : 1);
  });

  test('of one symbol begins with its last minutes', async () => {
    const { client, price } = await stage();
    for (let second = 0; second < 200; second++) price(second);
    client.say(subscribe('crypto_prices_chainlink', '{"symbol":"btc/usd"}', '*'));
    const prints = await read(client);
    expect(prints).toHaveLength(121);
    expect(prints[0]).toMatchObject({ feed: 'chainlink/btcusd', history: true });
  });

  test('ends when the client says so', async () => {
    const { client, price } = await stage();
    const { subscriptions } = subscribe('crypto_prices');
    client.say({ action: 'subscribe', subscriptions });
    client.say({ action: 'unsubscribe', subscriptions });
    await client.settled();
    price(0);
    expect(await client.settled()).toEqual([]);
  });

  test('of what nobody has is passed over, nonsense is counted', async () => {
    const { client, sockets, price } = await stage();
    client.say(subscribe('comments'));
    client.say(subscribe('crypto_prices', '{"symbol":"goldusdt"}'));
    client.say('{"action":"fly"}');
    await client.settled();
    price(0);
    expect(await client.settled()).toEqual([]);
    expect(sockets.counts.rtds.malformed).toBe(1);
  });
});

describe('trades', () => {
  const activity = (type: string, filters?: object) =>
    subscribe('activity', filters === undefined ? '' : JSON.stringify(filters), type);

  test('are told of their taker, or of all, when they are on the chain', async () => {
    const { bench, client } = await stage();
    client.say(activity('*'));
    await client.settled();
    bench.mint(10);
    expect(await client.settled()).toEqual([]);
    bench.clock.advance(10_000);
    const told = await client.messages();
    expect(told.map(({ topic, type }) => [topic, type])).toEqual([
      ['activity', 'orders_matched'],
      ['activity', 'trades'],
      ['activity', 'trades'],
    ]);
    const [{ payload }, { payload: taker }, { payload: maker }] = told as [
      Record<string, unknown>,
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    expect(payload).toEqual({
      proxyWallet: bench.bob.wallet.address,
      side: 'BUY',
      asset: DOWN,
      conditionId: MARKET,
      title: bench.market.listing.market.question,
      slug: bench.market.slug,
      icon: '',
      eventSlug: bench.market.listing.event.slug,
      outcome: 'Down',
      outcomeIndex: 1,
      size: 10,
      price: 0.5,
      timestamp: expect.any(Number),
      name: '',
      pseudonym: '',
      bio: '',
      profileImage: '',
      transactionHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    });
    expect(taker).toEqual(payload);
    expect(maker).toMatchObject({ proxyWallet: bench.ann.wallet.address, asset: UP });
  });

  test('that the chain speaks of several times are told once', async () => {
    const { bench, client } = await stage();
    client.say(activity('orders_matched'));
    await client.settled();
    bench.venue.settlement.order('retried');
    bench.mint(10);
    bench.clock.advance(60_000);
    expect(await client.settled()).toHaveLength(1);
  });

  test.each([
    ['its event', { event_slug: 'EVENT' }, 1],
    ['its market', { market_slug: 'MARKET' }, 1],
    ['another event', { event_slug: 'else' }, 0],
    ['another market', { market_slug: 'else' }, 0],
  ])('are heard by who asks for %s', async (_name, filter, heard) => {
    const { bench, client } = await stage();
    const { event, market } = bench.market.listing;
    const words = JSON.stringify(filter)
      .replace('EVENT', event.slug)
      .replace('MARKET', market.slug);
    client.say(activity('orders_matched', JSON.parse(words)));
    await client.settled();
    bench.mint(10);
    bench.clock.advance(10_000);
    expect(await client.settled()).toHaveLength(heard);
    client.say({ ...activity('orders_matched', JSON.parse(words)), action: 'unsubscribe' });
    await client.settled();
    bench.mint(10);
    bench.clock.advance(10_000);
    expect(await client.settled()).toEqual([]);
  });
});

test('a price is told as the venue does, field by field', async () => {
  const { bench, client, price } = await stage();
  client.say(subscribe('crypto_prices_chainlink'));
  client.say(subscribe('crypto_prices_twap_sixty'));
  client.say(subscribe('crypto_prices'));
  await client.settled();
  price(0);
  const timestamp = bench.clock.now() / 1_000;
  const frame = { type: 'update', timestamp, connection_id: expect.any(String) };
  const told = { symbol: 'btc/usd', timestamp, value: 76211.80016560019 };
  expect(await client.messages()).toEqual([
    {
      ...frame,
      topic: 'crypto_prices',
      payload: { ...told, symbol: 'btcusdt', full_accuracy_value: '76211.80016560' },
    },
    {
      ...frame,
      topic: 'crypto_prices_chainlink',
      payload: { ...told, full_accuracy_value: '76211800165600190000000' },
    },
    {
      ...frame,
      topic: 'crypto_prices_twap_sixty',
      payload: {
        ...told,
        value: 76210.5,
        full_accuracy_value: '76210500000000000000000',
        window_s: 60,
      },
    },
  ]);
});

test('a client that answers no control pings is kept, and its own are answered', async () => {
  const { bench, client, connect } = await stage();
  const silent = await connect('/', { autoPong: false });
  for (let i = 0; i < 12; i++) bench.clock.advance(5_000);
  silent.say('ping');
  silent.say('PING');
  expect(await silent.settled()).toEqual(['PONG', 'PONG']);
  expect([silent.pings, silent.closed]).toEqual([12, undefined]);
  // Its socket library would end the connection at sixty.
  for (let i = 0; i < 240; i++) {
    bench.clock.advance(5_000);
    if (i % 10 === 0) await client.settled();
  }
  await silent.settled();
  expect([silent.pings, silent.closed]).toEqual([14, undefined]);
  expect(client.pings).toBeGreaterThan(200);
});
