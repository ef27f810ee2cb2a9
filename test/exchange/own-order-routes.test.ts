import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FLAG_BOOK, FLAG_LAST, KIND_CLEAR, KIND_LEVEL, KIND_TRADE } from '../../src/domain/tape.ts';
import { readOrder, readOrders, readTrades } from '../../src/polymarket/wire/clob/own-orders.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { tapeOf } from '../support/tape-rows.ts';
import { DOWN, MARKET, UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
});
afterEach(() => bench.close());

const bid = { side: 'buy', price: 0.4, size: 10 } as const;
const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };

describe('own orders', () => {
  test('are told as long as they rest, page by page', async () => {
    const { local } = bench;
    const ids = Array.from(
      { length: 101 },
      () => local.send(local.ann, { ...bid, size: 5 }).facts.id,
    );
    local.send(local.bob, bid);
    const first = await bench.own(local.ann, 'GET', '/data/orders');
    const answer = readOrders(first.text);
    expect(answer).toMatchObject(clean);
    expect(first.json).toMatchObject({ count: 100, limit: 100, next_cursor: 'MTAw' });
    const second = await bench.own(local.ann, 'GET', '/data/orders?next_cursor=MTAw');
    expect(second.json).toMatchObject({ data: [{ id: ids[100] }], next_cursor: 'LTE=' });
  });

  test.each([
    [`market=${MARKET}`, 2],
    ['market=0xab', 0],
    [`asset_id=${UP}&next_cursor=MA%3D%3D`, 1],
    [`asset_id=${DOWN}`, 1],
    ['id=0xab', 0],
  ])('are filtered by %s', async (query, count) => {
    const { local } = bench;
    local.send(local.ann, bid);
    local.send(local.ann, { ...bid, outcome: 1 });
    const { json } = await bench.own(local.ann, 'GET', `/data/orders?${query}`);
    expect(json).toMatchObject({ count });
  });

  test('can be asked for one by one when they are over, by their owner', async () => {
    const { local } = bench;
    const order = local.send(local.ann, bid);
    local.venue.cancel(order);
    const path = `/data/order/${order.facts.id}`;
    const { text, json } = await bench.own(local.ann, 'GET', path);
    expect(readOrder(text)).toMatchObject(clean);
    expect(json).toMatchObject({ status: 'CANCELED', created_at: 1_776_081_600, expiration: '0' });
    const stranger = await bench.own(local.bob, 'GET', path);
    expect([stranger.status, stranger.json]).toEqual([404, { error: "the order can't be found" }]);
  });
});

describe('own trades', () => {
  const trades = async (who: 'ann' | 'bob', query = '') =>
    bench.own(bench.local[who], 'GET', `/data/trades${query}`);

  test('are those of the taker, for either who took part', async () => {
    bench.local.mint(10);
    const heard = await trades('bob');
    expect(readTrades(heard.text)).toMatchObject({
      ...clean,
      value: { rows: [{ ownSide: 'taker' }] },
    });
    const { ann, bob } = bench.local;
    expect(heard.json).toMatchObject({
      data: [
        {
          side: 'BUY',
          asset_id: DOWN,
          size: '10',
          price: '0.5',
          status: 'MATCHED',
          owner: bob.key.id,
          maker_address: bob.wallet.address,
          trader_side: 'TAKER',
          transaction_hash: '',
          bucket_index: 0,
          maker_orders: [
            {
              side: 'BUY',
              asset_id: UP,
              outcome: 'Up',
              matched_amount: '10',
              owner: ann.key.id,
              maker_address: ann.wallet.address,
            },
          ],
        },
      ],
    });
    const maker = await trades('ann');
    expect(maker.json).toMatchObject({ data: [{ trader_side: 'MAKER', owner: bob.key.id }] });
  });

  test('with a recording have somebody on the other side, whose names are made up', async () => {
    const { local } = bench;
    const at = local.venue.now();
    const ask = { kind: KIND_LEVEL, at, side: 1, price: 600_000, size: 100_000_000 };
    const flags = FLAG_BOOK | FLAG_LAST;
    local.venue.play(
      tapeOf([
        { kind: KIND_CLEAR, at, flags: FLAG_BOOK },
        { ...ask, flags },
      ]),
    );
    local.send(local.ann, { side: 'buy', price: 0.6, size: 5, timeInForce: 'FAK' });
    local.send(local.ann, { side: 'buy', price: 0.5, size: 5 });
    const print = { kind: KIND_TRADE, at, price: 500_000, size: 5_000_000, flags: FLAG_LAST };
    local.venue.play(tapeOf([print]));
    const heard = await trades('ann');
    const answer = readTrades(heard.text);
    expect(answer).toMatchObject(clean);
    const rows = answer.ok ? answer.value.rows : [];
    expect(rows.map(({ ownSide }) => ownSide)).toEqual(['maker', 'taker']);
    const { ann } = local;
    const owners = rows.map(({ taker, makers }) => [taker.owner, makers[0]?.owner]);
    expect(owners.flat().filter((owner) => owner === ann.key.id)).toHaveLength(2);
    const accounts = rows.flatMap(({ taker, makers }) => [taker.maker, makers[0]?.maker]);
    expect(new Set(accounts.map((one) => one?.toLowerCase())).size).toBe(3);
  });

  test('have a transaction a while later, and end as the chain says', async () => {
    const { local } = bench;
    local.venue.timing.transactionAfterMs = 2_000;
    local.venue.settlement.order('failed');
    local.mint(10);
    const hash = expect.stringMatching(/^0x[0-9a-f]{64}$/);
    local.clock.advance(1_000);
    const mined = { status: 'MINED', transaction_hash: '' };
    expect((await trades('ann')).json).toMatchObject({ data: [mined] });
    local.clock.advance(1_000);
    expect((await trades('ann')).json).toMatchObject({ data: [{ transaction_hash: hash }] });
    local.clock.advance(1_000);
    expect((await trades('ann')).json).toMatchObject({ data: [{ status: 'FAILED' }] });
  });

  test('come newest first, and are filtered', async () => {
    const { local } = bench;
    local.mint(10);
    local.clock.advance(5_000);
    local.mint(5);
    const [older = '', newer = ''] = [...local.venue.trades.all.values()].map(({ id }) => id);
    const ids = async (query: string) => {
      const { data } = (await trades('ann', query)).json as { data: { id: string }[] };
      return data.map(({ id }) => id);
    };
    expect(await ids('')).toEqual([newer, older]);
    expect(await ids(`?id=${older}&next_cursor=MA%3D%3D`)).toEqual([older]);
    expect(await ids('?id=none')).toEqual([]);
    expect(await ids('?after=1776081601')).toEqual([newer]);
    expect(await ids('?before=1776081601')).toEqual([older]);
    // A time that nobody can read is not all of time.
    const refused = await bench.own(bench.local.ann, 'GET', '/data/trades?before=soon');
    expect([refused.status, refused.json]).toEqual([400, { error: 'before is invalid' }]);
    expect(await ids(`?market=${MARKET}&asset_id=${UP}`)).toEqual([newer, older]);
    expect(await ids('?market=0xab')).toEqual([]);
    expect(await ids(`?maker_address=${local.ann.wallet.address}`)).toEqual([newer, older]);
    expect(await ids(`?maker_address=${local.bob.wallet.address}`)).toEqual([]);
    expect((await trades('ann', '?next_cursor=!')).status).toBe(400);
  });

  test("are nobody else's business", async () => {
    bench.local.mint(10);
    const carol = bench.local.trader(`0x${'ca'.repeat(20)}`);
    expect((await bench.own(carol, 'GET', '/data/trades')).json).toMatchObject({ count: 0 });
  });
});
