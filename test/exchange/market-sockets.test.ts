import { describe, expect, test } from 'vitest';
import type { TickSize } from '../../src/domain/tick.ts';
import { ONE, type Timestamp } from '../../src/domain/units.ts';
import { wireBook } from '../../src/exchange/clob/book.ts';
import { bookHash } from '../../src/polymarket/wire/clob/book-hash.ts';
import { readMarketFrame } from '../../src/polymarket/wire/market/market-frame.ts';
import { PriceChangeText } from '../../src/polymarket/wire/market/price-change-text.ts';
import { attachedSockets, type PlainClient } from '../support/attached-sockets.ts';
import { aListing, type LocalBench } from '../support/local-venue.ts';
import { tokens } from '../support/market-desk.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

const all = { assets_ids: [UP, DOWN], type: 'market', custom_feature_enabled: true };

async function stage(first: object | null = all) {
  const attached = await attachedSockets();
  const client = await attached.connect('/ws/market');
  if (first !== null) client.say(first);
  await client.settled();
  return { ...attached, client };
}

const read = (client: PlainClient) => client.read(readMarketFrame);

const rest = (bench: LocalBench, price = 0.4, size = 10) =>
  bench.send(bench.ann, { side: 'buy', price, size });

describe('a subscription', () => {
  test.each([
    ['first', { assets_ids: [UP], type: 'market', initial_dump: true, level: 2 }],
    ['of older clients', { assets_ids: [UP], type: 'MARKET' }],
    ['with an operation', { assets_ids: [UP], operation: 'subscribe' }],
  ])('%s is answered with the books of its tokens', async (_name, words) => {
    const { bench, client } = await stage(null);
    rest(bench);
    client.say(words);
    expect(await client.messages()).toEqual([
      {
        market: MARKET,
        asset_id: UP,
        timestamp: String(bench.clock.now() / 1_000),
        hash: expect.stringMatching(/^[0-9a-f]{40}$/),
        bids: [{ price: '0.4', size: '10' }],
        asks: [],
        min_order_size: '5',
        tick_size: '0.01',
        neg_risk: false,
        last_trade_price: '',
        event_type: 'book',
      },
    ]);
  });

  test('gets both tokens in one frame, the worst price first, with right hashes', async () => {
    const { bench, client } = await stage(null);
    rest(bench, 0.3);
    rest(bench, 0.4);
    bench.send(bench.bob, { side: 'buy', price: 0.2, size: 7, outcome: 1 });
    bench.send(bench.bob, { side: 'buy', price: 0.1, size: 8, outcome: 1 });
    client.say(all);
    const [text = '', ...more] = await client.settled();
    const [up, down] = JSON.parse(text) as Record<string, unknown>[];
    const prices = (levels: unknown) => (levels as { price: string }[]).map(({ price }) => price);
    expect([more, prices(up?.bids), prices(up?.asks)]).toEqual([
      [],
      ['0.3', '0.4'],
      ['0.9', '0.8'],
    ]);
    expect([prices(down?.bids), prices(down?.asks)]).toEqual([
      ['0.1', '0.2'],
      ['0.7', '0.6'],
    ]);
    for (const book of [up, down]) {
      expect(bookHash(JSON.stringify(book))).toEqual({ ok: true, value: book?.hash });
    }
    // What the books' own addresses answer.
    const answers = ([0, 1] as const).map((outcome) => wireBook(bench.market, outcome).hash);
    expect([up?.hash, down?.hash]).toEqual(answers);
  });

  test('without a dump begins with news, and a later one ends', async () => {
    const { bench, client } = await stage({
      assets_ids: [UP],
      type: 'market',
      initial_dump: false,
    });
    expect(client.frames).toEqual([]);
    rest(bench);
    expect(await read(client)).toMatchObject([{ kind: 'LevelsChanged' }]);
    client.say({ assets_ids: [UP], operation: 'unsubscribe' });
    await client.settled();
    rest(bench, 0.41);
    expect(await client.settled()).toEqual([]);
  });

  test.each([
    '{',
    '[]',
    '7',
    '{"assets_ids":7}',
    '{"assets_ids":[1]}',
    '{"operation":"fly"}',
    'ping',
  ])('that says %s is told so and counted', async (text) => {
    const { client, sockets } = await stage(null);
    client.say(text);
    client.say('PING');
    expect(await client.settled()).toEqual(['INVALID OPERATION', 'PONG']);
    expect(sockets.counts.market).toMatchObject({ open: 1, received: 2, malformed: 1 });
  });

  test('of a token that is not listed yet begins when it is', async () => {
    const { bench, client } = await stage({ assets_ids: ['7'], type: 'market' });
    const listing = aListing();
    const market = { ...listing.market, slug: 'later', tokens: tokens(7, 8) as never };
    bench.venue.list({ ...listing, market });
    expect(await read(client)).toMatchObject([{ kind: 'BookSnapshot', token: '7', bids: {} }]);
  });
});

describe('a change of the book', () => {
  test('is told for both tokens in one frame, with best prices and hashes after it', async () => {
    const { bench, client } = await stage({ ...all, custom_feature_enabled: false });
    rest(bench);
    const [frame] = await client.messages();
    const [up, down] = (frame?.price_changes ?? []) as Record<string, string>[];
    expect(frame).toMatchObject({ market: MARKET, event_type: 'price_change' });
    const about = { size: '10', hash: expect.stringMatching(/^[0-9a-f]{40}$/) };
    expect([up, down]).toEqual([
      { ...about, asset_id: UP, price: '0.4', side: 'BUY', best_bid: '0.4', best_ask: '1' },
      { ...about, asset_id: DOWN, price: '0.6', side: 'SELL', best_bid: '0', best_ask: '0.6' },
    ]);
    client.say(all);
    const books = await client.messages();
    expect(books.map(({ hash }) => hash)).toEqual([up?.hash, down?.hash]);
  });

  test('is read by the fast road, and taken away when it is gone', async () => {
    const { bench, client } = await stage({ ...all, custom_feature_enabled: false });
    bench.venue.cancel(rest(bench));
    const frames = await client.settled();
    const fast = frames.map((text) => new PriceChangeText().read(text)?.messages[0]);
    expect(fast).toMatchObject([
      { changes: [{ size: 10_000_000 }, { token: DOWN }] },
      { changes: [{ size: 0 }, { size: 0 }] },
    ]);
  });

  test('reaches each client in the form that it asked for', async () => {
    const { bench, client, connect } = await stage({ assets_ids: [UP], type: 'market' });
    const [second, both] = [await connect('/ws/market'), await connect('/ws/market')];
    second.say({ assets_ids: [DOWN], type: 'market' });
    both.say({ assets_ids: [UP, DOWN], type: 'market' });
    await Promise.all([second.settled(), both.settled()]);
    rest(bench);
    const told = await Promise.all([client, second, both].map((one) => one.messages()));
    const assets = told.map(([frame]) =>
      ((frame?.price_changes ?? []) as { asset_id: string }[]).map(({ asset_id }) => asset_id),
    );
    expect(assets).toEqual([[UP], [DOWN], [UP, DOWN]]);
  });

  test('that moves the best prices is told once more to those who want that', async () => {
    const { bench, client } = await stage();
    rest(bench, 0.4);
    rest(bench, 0.3);
    const messages = await read(client);
    expect(messages.map(({ kind }) => kind)).toEqual([
      'LevelsChanged',
      'BestChanged',
      'BestChanged',
      'LevelsChanged',
    ]);
    expect(messages.slice(1, 3)).toMatchObject([
      { token: UP, bestBid: 400_000, bestAsk: 1_000_000 },
      { token: DOWN, bestBid: 0, bestAsk: 600_000 },
    ]);
  });
});

test('a trade is a print, a change, and the books as a whole', async () => {
  const { bench, client } = await stage({ ...all, custom_feature_enabled: false });
  rest(bench, 0.5);
  bench.send(bench.bob, { side: 'buy', price: 0.5, size: 5, outcome: 1 });
  const messages = await read(client);
  expect(messages.map(({ kind }) => kind)).toEqual([
    'LevelsChanged',
    'TradePrinted',
    'LevelsChanged',
    'BookSnapshot',
    'BookSnapshot',
  ]);
  expect(messages[1]).toMatchObject({ token: DOWN, side: 'buy', price: 500_000, size: 5_000_000 });
  expect(messages[3]).toMatchObject({ token: UP, tick: 10_000 });
});

test('a sweep through several prices tells the books once', async () => {
  const { bench, client } = await stage({ ...all, custom_feature_enabled: false });
  rest(bench, 0.4);
  rest(bench, 0.5);
  await client.settled();
  bench.send(bench.bob, { side: 'buy', price: 0.7, size: 20, outcome: 1 });
  const kinds = (await read(client)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'TradePrinted')).toHaveLength(2);
  expect(kinds.filter((kind) => kind === 'BookSnapshot')).toHaveLength(2);
});

test('a new grid is told, and the book on it follows by itself, also an empty one', async () => {
  const { bench, client } = await stage();
  bench.venue.changeTick(bench.market, 1_000 as TickSize);
  const messages = await read(client);
  expect(messages).toMatchObject([
    { kind: 'TickSizeChanged', token: UP, tick: 1_000 },
    { kind: 'TickSizeChanged', token: DOWN, tick: 1_000 },
    { kind: 'BookSnapshot', token: UP, tick: 1_000 },
    { kind: 'BookSnapshot', token: DOWN, tick: 1_000 },
  ]);
});

test('new and resolved markets are told to who wants that, whatever its tokens', async () => {
  const { bench, client, connect } = await stage({ ...all, assets_ids: [] });
  const other = await connect('/ws/market');
  other.say({ ...all, custom_feature_enabled: false });
  await other.settled();
  const listing = aListing({ id: '90002', listedAt: 0 as Timestamp });
  const market = { ...listing.market, slug: 'next', tokens: tokens(7, 8) as never };
  bench.venue.list({ ...listing, market });
  bench.venue.resolve(bench.market, ONE);
  expect(await read(client)).toMatchObject([
    {
      kind: 'MarketListed',
      slug: 'next',
      tokens: ['7', '8'],
      labels: ['Up', 'Down'],
      tick: 10_000,
    },
    { kind: 'MarketResolved', winner: UP, label: 'Up' },
  ]);
  expect(await other.settled()).toEqual([]);
});

describe('faults', () => {
  test('leave out a snapshot, and silence one token while the other goes on', async () => {
    const { bench, client, faults } = await stage(null);
    faults.withoutSnapshot.add(UP);
    client.say({ ...all, custom_feature_enabled: false });
    expect(await read(client)).toMatchObject([{ kind: 'BookSnapshot', token: DOWN }]);
    faults.silent.add(UP);
    rest(bench);
    expect(await read(client)).toMatchObject([
      { kind: 'LevelsChanged', changes: [{ token: DOWN }] },
    ]);
  });

  test('stall a connection that still answers signs of life', async () => {
    const { bench, client, faults } = await stage();
    faults.market.isStalled = true;
    rest(bench);
    client.say('PING');
    expect(await client.settled()).toEqual(['PONG']);
  });
});
