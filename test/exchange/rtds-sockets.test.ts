import { describe, expect, test } from 'vitest';
import { MICROS_PER_SECOND, type Timestamp } from '../../src/domain/units.ts';
import type { ReferenceNews } from '../../src/exchange/venue/venue-listener.ts';
import { readPriceFrame } from '../../src/polymarket/wire/prices/rtds-frame.ts';
import { attachedSockets, type PlainClient } from '../support/attached-sockets.ts';

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
    bench.venue.reference({ asset: 'btc', at, value, average: '76210.5', ...more });
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
  const { bench, connect } = await stage();
  const silent = await connect('/', { autoPong: false });
  for (let i = 0; i < 12; i++) bench.clock.advance(5_000);
  silent.say('ping');
  silent.say('PING');
  expect(await silent.settled()).toEqual(['PONG', 'PONG']);
  expect([silent.pings, silent.closed]).toEqual([12, undefined]);
});
