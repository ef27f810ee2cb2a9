import { describe, expect, test } from 'vitest';
import { BID } from '../../src/domain/side.ts';
import { readUserFrame } from '../../src/polymarket/wire/user/user-frame.ts';
import { attachedSockets, type PlainClient } from '../support/attached-sockets.ts';
import type { LocalTrader } from '../support/local-venue.ts';
import { bookAt, messagesToTape, printAt } from '../support/tape-builder.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

const OTHER_MARKET = `0x${'cd'.repeat(32)}`;

function words({ key }: LocalTrader, more: object = {}): object {
  const { id: apiKey, secret, passphrase } = key;
  return { auth: { apiKey, secret, passphrase }, type: 'user', ...more };
}

async function stage() {
  const attached = await attachedSockets();
  const { bench, connect } = attached;
  const as = async (trader: LocalTrader, more: object = {}) => {
    const client = await connect('/ws/user');
    client.say(words(trader, more));
    await client.settled();
    return client;
  };
  return { ...attached, as, ann: await as(bench.ann), bob: await as(bench.bob) };
}

const read = (client: PlainClient) => client.read(readUserFrame);

describe('an order', () => {
  test('is told to each connection of its key, from its placement to its end', async () => {
    const { bench, as, ann, bob } = await stage();
    const again = await as(bench.ann);
    const order = bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    bench.venue.cancel(order);
    const [placed, canceled] = await ann.messages();
    expect(placed).toEqual({
      event_type: 'order',
      type: 'PLACEMENT',
      id: order.facts.id,
      owner: bench.ann.key.id,
      order_owner: bench.ann.key.id,
      market: MARKET,
      asset_id: UP,
      side: 'BUY',
      original_size: '10',
      size_matched: '0',
      price: '0.4',
      outcome: 'Up',
      associate_trades: null,
      created_at: String(Math.floor(bench.clock.now() / 1_000_000)),
      expiration: '0',
      order_type: 'GTC',
      status: 'LIVE',
      maker_address: bench.ann.wallet.address,
      timestamp: String(bench.clock.now() / 1_000),
    });
    expect(canceled).toMatchObject({ type: 'CANCELLATION', status: 'CANCELED' });
    expect((await read(again)).map(({ kind }) => kind)).toEqual(['OrderChanged', 'OrderChanged']);
    expect(await bob.settled()).toEqual([]);
  });

  test('that buys at once tells the dollars that it may spend', async () => {
    const { bench, bob } = await stage();
    bench.send(bench.ann, { side: 'buy', price: 0.6, size: 10 });
    // Signed for $4.01, which buys 8.02 shares at a half; whoever signs may round them down.
    const spending = { side: 'buy', price: 0.5, size: 8, spend: 4.01 } as const;
    bench.send(bench.bob, { ...spending, outcome: 1, timeInForce: 'FAK' });
    const orders = (await read(bob)).filter(({ kind }) => kind === 'OrderChanged');
    expect(orders.at(-1)).toMatchObject({ budget: 4_010_000, size: undefined, token: DOWN });
  });

  test('that is killed is told so, as of nothing that ever was', async () => {
    const { bench, bob } = await stage();
    const killed = { side: 'buy', price: 0.5, size: 24, spend: 12, timeInForce: 'FOK' } as const;
    const { facts } = bench.send(bench.bob, killed);
    expect(await bob.messages()).toMatchObject([
      {
        type: 'CANCELLATION',
        id: facts.id,
        status: "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.",
        original_size: '12',
        size_matched: '',
        associate_trades: [],
        outcome: '',
        created_at: '',
        order_type: 'FOK',
      },
    ]);
    bench.send(bench.bob, killed);
    expect(await read(bob)).toMatchObject([{ change: 'cancellation', budget: 12_000_000 }]);
  });

  test('of a market that ends is canceled in a word that official clients know', async () => {
    const { bench, ann } = await stage();
    bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    bench.venue.close(bench.market);
    expect((await ann.messages()).at(-1)).toMatchObject({
      type: 'CANCELLATION',
      status: 'CANCELED',
    });
  });
});

describe('a trade', () => {
  test('is told to taker and maker, each from its own view, with every status', async () => {
    const { bench, ann, bob } = await stage();
    bench.mint(10);
    bench.clock.advance(10_000);
    const [toAnn, toBob] = await Promise.all([ann.messages(), bob.messages()]);
    const trades = [toAnn, toBob].map((all) => all.filter(({ type }) => type === 'TRADE'));
    const statuses = trades.map((all) => all.map(({ status }) => status));
    expect(statuses).toEqual(Array(2).fill(['MATCHED', 'MINED', 'CONFIRMED']));
    const [made, taken] = trades.map(([first]) => first);
    expect(made).toMatchObject({ trader_side: 'MAKER', trade_owner: bench.ann.key.id });
    expect(taken).toMatchObject({ trader_side: 'TAKER', trade_owner: bench.bob.key.id });
    // The rest is the taker's, whoever is told.
    for (const trade of [made, taken]) {
      expect(trade).toMatchObject({ asset_id: DOWN, side: 'BUY', size: '10', price: '0.5' });
      expect(trade).toMatchObject({ owner: bench.bob.key.id, outcome: 'Down', bucket_index: 0 });
      expect(trade?.maker_orders).toMatchObject([
        {
          owner: bench.ann.key.id,
          asset_id: UP,
          side: 'BUY',
          matched_amount: '10',
        },
      ]);
      // It has none yet, in the word that strict clients demand.
      expect(trade).toMatchObject({ transaction_hash: '' });
    }
    expect(trades[0]?.[1]?.transaction_hash).toMatch(/^0x[0-9a-f]{64}$/);
  });

  test('comes with the orders that it changed, and all of it can be read', async () => {
    const { bench, ann } = await stage();
    bench.mint(10);
    const messages = await read(ann);
    expect(messages).toMatchObject([
      { kind: 'OrderChanged', change: 'placement', status: { code: 'live' } },
      { kind: 'TradeChanged', ownSide: 'maker', status: { code: 'matched' } },
      { kind: 'OrderChanged', change: 'update', sizeMatched: 10_000_000 },
    ]);
  });

  test('with a recording names somebody who is always called the same', async () => {
    const { bench, ann } = await stage();
    const { venue, clock } = bench;
    bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    const now = clock.now();
    venue.play(messagesToTape(bookAt(now, [], [[60, 5]])));
    clock.advance(1);
    venue.play(messagesToTape(printAt(clock.now(), BID, [39, 50])));
    const trades = (await read(ann)).filter(({ kind }) => kind === 'TradeChanged');
    const nobody = expect.stringMatching(/^0x[0-9a-f]{64}$/);
    expect(trades).toMatchObject([{ ownSide: 'maker', taker: { order: nobody, side: 'sell' } }]);
  });

  test('with oneself is told once', async () => {
    const { bench, ann } = await stage();
    bench.send(bench.ann, { side: 'buy', price: 0.5, size: 10 });
    bench.send(bench.ann, { side: 'buy', price: 0.5, size: 10, outcome: 1 });
    const trades = (await read(ann)).filter(({ kind }) => kind === 'TradeChanged');
    expect(trades).toMatchObject([{ ownSide: 'taker' }]);
  });
});

describe('a connection', () => {
  test('hears of the markets that it names, and may change them', async () => {
    const { bench, as } = await stage();
    const client = await as(bench.ann, { markets: [OTHER_MARKET] });
    const order = () => bench.send(bench.ann, { side: 'buy', price: 0.4, size: 10 });
    order();
    expect(await client.settled()).toEqual([]);
    client.say({ operation: 'subscribe', markets: [MARKET] });
    await client.settled();
    order();
    expect(await read(client)).toHaveLength(1);
    client.say({ operation: 'unsubscribe', markets: [MARKET] });
    await client.settled();
    order();
    expect(await client.settled()).toEqual([]);
  });

  test.each([
    ['a wrong secret', { secret: 'x' }],
    ['a wrong passphrase', { passphrase: 'x' }],
    ['an unknown key', { apiKey: 'x' }],
    ['no key', { apiKey: undefined }],
  ])('with %s is cut off, and counted', async (_name, wrong) => {
    const { bench, connect, sockets } = await stage();
    const { id: apiKey, secret, passphrase } = bench.ann.key;
    const client = await connect('/ws/user');
    client.say({ auth: { apiKey, secret, passphrase, ...wrong }, type: 'user' });
    await client.gone();
    expect([client.closed, sockets.counts.user.denied]).toEqual([1006, 1]);
  });

  test('answers signs of life, refuses nonsense, and does not take a deleted key', async () => {
    const { bench, ann, connect, sockets } = await stage();
    ann.say('{"operation":"fly"}');
    ann.say('PING');
    expect(await ann.settled()).toEqual(['INVALID OPERATION', 'PONG']);
    expect(sockets.counts.user.malformed).toBe(1);
    bench.venue.keys.delete(bench.ann.key);
    const late = await connect('/ws/user');
    late.say(words(bench.ann));
    await late.gone();
    expect(late.closed).toBe(1006);
  });
});
