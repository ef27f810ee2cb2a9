import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Price } from '../../src/domain/units.ts';
import { readBook, readBooks } from '../../src/polymarket/wire/clob/book.ts';
import { bookHash } from '../../src/polymarket/wire/clob/book-hash.ts';
import {
  readLastTrade,
  readLastTrades,
  readMidpoint,
  readPrice,
  readPrices,
  readPriceTable,
  readSpread,
} from '../../src/polymarket/wire/clob/prices.ts';
import { readPricesHistory } from '../../src/polymarket/wire/clob/prices-history.ts';
import { ExchangeBench } from '../support/exchange-bench.ts';
import { DOWN, UP } from '../support/wire-samples/ids.ts';

let bench: ExchangeBench;
beforeEach(async () => {
  bench = await ExchangeBench.open();
  const { local } = bench;
  local.mint(5);
  local.send(local.ann, { side: 'buy', price: 0.4, size: 10 });
  local.send(local.ann, { side: 'buy', price: 0.41, size: 20 });
  local.send(local.bob, { side: 'buy', price: 0.55, size: 30, outcome: 1 });
});
afterEach(() => bench.close());

const rows = [{ token_id: UP }, { token_id: DOWN }, { token_id: '5' }];
const level = (price: string, size: string) => ({ price, size });

describe('a book', () => {
  test('has its best prices last, and its hash is that of its text', async () => {
    const { text, json } = await bench.get(`/book?token_id=${UP}`);
    expect(readBook(text)).toMatchObject({ ok: true, wrongFields: [], refusals: [] });
    expect(json).toMatchObject({
      bids: [level('0.4', '10'), level('0.41', '20')],
      asks: [level('0.45', '30')],
      min_order_size: '5',
      tick_size: '0.01',
      neg_risk: false,
      last_trade_price: '0.5',
      timestamp: String(bench.local.clock.now() / 1_000),
    });
    expect(bookHash(text)).toEqual({ ok: true, value: (json as { hash: string }).hash });
  });

  test('of the second outcome mirrors the first', async () => {
    const { text, json } = await bench.get(`/book?token_id=${DOWN}`);
    expect(json).toMatchObject({
      asset_id: DOWN,
      bids: [level('0.55', '30')],
      asks: [level('0.6', '10'), level('0.59', '20')],
    });
    expect(bookHash(text)).toEqual({ ok: true, value: (json as { hash: string }).hash });
  });

  test('comes in lists too; tokens that are not known are left out', async () => {
    const books = readBooks((await bench.post('/books', rows)).text);
    expect(books.ok && books.value.map(({ token }) => token)).toEqual([UP, DOWN]);
    const many = await bench.post('/books', new Array(501).fill(rows[0]));
    expect([many.status, many.json]).toEqual([400, { error: 'Payload exceeds the limit' }]);
    expect((await bench.post('/books', {})).status).toBe(400);
  });

  test('is none of an unknown token, or of a market that is settled', async () => {
    const none = { error: 'No orderbook exists for the requested token id' };
    const unknown = await bench.get('/book?token_id=5');
    expect([unknown.status, unknown.json]).toEqual([404, none]);
    bench.local.venue.resolve(bench.local.market, 1_000_000 as Price);
    const settled = await bench.get(`/book?token_id=${UP}`);
    expect([settled.status, settled.json]).toEqual([404, none]);
  });
});

describe('prices', () => {
  test.each([
    ['/midpoint', readMidpoint, 430_000],
    ['/spread', readSpread, 40_000],
    ['/price', (text: string) => readPrice(text), 410_000],
  ] as const)('%s', async (path, read, value) => {
    const { text } = await bench.get(`${path}?token_id=${UP}&side=BUY`);
    expect(read(text)).toMatchObject({ ok: true, value });
  });

  test('to sell are the best asks', async () => {
    const { json } = await bench.get(`/price?token_id=${UP}&side=sell`);
    expect(json).toEqual({ price: '0.45' });
    expect((await bench.get(`/price?token_id=${UP}`)).status).toBe(400);
  });

  test('come in tables, by either method', async () => {
    const table = async (path: string) => readPriceTable((await bench.post(path, rows)).text);
    expect(await table('/midpoints')).toMatchObject({
      value: new Map([
        [UP, 430_000],
        [DOWN, 570_000],
      ]),
    });
    expect(await table('/spreads')).toMatchObject({
      value: new Map([UP, DOWN].map((id) => [id, 40_000])),
    });
    const both = readPrices((await bench.post('/prices', rows)).text);
    expect(both.ok && [...both.value.values()]).toEqual([
      { bestBid: 410_000, bestAsk: 450_000 },
      { bestBid: 550_000, bestAsk: 590_000 },
    ]);
    const one = await bench.get(`/prices?token_ids=${UP},${DOWN}&sides=BUY,SELL`);
    expect(one.json).toEqual({ [UP]: { BUY: '0.41' }, [DOWN]: { SELL: '0.59' } });
  });

  test('of an empty side are refused, and left out of tables', async () => {
    const { local } = bench;
    for (const order of local.venue.orders.openOf(local.bob.key)) local.venue.cancel(order);
    for (const path of ['/midpoint', '/spread', '/price']) {
      expect((await bench.get(`${path}?token_id=${UP}&side=SELL`)).status).toBe(404);
    }
    expect((await bench.post('/midpoints', rows)).json).toEqual({});
    expect((await bench.post('/prices', rows)).json).toEqual({
      [UP]: { BUY: '0.41' },
      [DOWN]: { SELL: '0.59' },
    });
  });

  test('of the last trade are those of the token asked for', async () => {
    const last = await bench.get(`/last-trade-price?token_id=${UP}`);
    expect(last.json).toEqual({ price: '0.5', side: 'SELL' });
    expect(readLastTrade(last.text)).toMatchObject({ ok: true, value: { side: 'sell' } });
    const list = readLastTrades((await bench.post('/last-trades-prices', rows)).text);
    expect(list.ok && list.value.get(DOWN as never)).toEqual({ price: 500_000, side: 'buy' });
    // The venue's Rust client sends the list as the body of a GET (sdk v2 0.9.0).
    const { port } = bench.server;
    const got = await new Promise<string>((resolve, reject) => {
      const length = Buffer.byteLength(JSON.stringify(rows));
      const headers = { 'content-type': 'application/json', 'content-length': length };
      const options = { port, path: '/last-trades-prices', method: 'GET', headers };
      const sent = httpRequest(options, (answer) => {
        text(answer).then(resolve, reject);
      });
      sent.on('error', reject).end(JSON.stringify(rows));
    });
    expect(readLastTrades(got)).toEqual(list);
  });

  test('for a chart go back a while', async () => {
    bench.local.clock.advance(3_600_000);
    const ask = async (query: string) => {
      const answer = readPricesHistory(
        (await bench.get(`/prices-history?market=${DOWN}${query}`)).text,
      );
      return answer.ok && answer.value.map(({ price }) => price);
    };
    expect(await ask('&interval=max')).toEqual([500_000]);
    expect(await ask('&interval=1h')).toEqual([500_000]);
    bench.local.clock.advance(1_000);
    expect(await ask('&interval=1h')).toEqual([]);
    expect(await ask('&startTs=1&endTs=1776081599')).toEqual([]);
    expect(await ask('&startTs=1&endTs=1776081600')).toEqual([500_000]);
    expect((await bench.get('/prices-history?market=5')).json).toEqual({ history: [] });
    const refused = await bench.get(`/prices-history?market=${UP}&startTs=soon`);
    expect([refused.status, refused.json]).toEqual([400, { error: 'startTs is invalid' }]);
  });

  test('for charts of several tokens come by token', async () => {
    const ask = async (body: object) => {
      const { status, json } = await bench.post('/batch-prices-history', body);
      return [status, json];
    };
    const t = 1_776_081_600;
    expect(await ask({ markets: [UP, DOWN, '5'], interval: 'max', fidelity: 1 })).toEqual([
      200,
      { history: { [UP]: [{ t, p: 0.5 }], [DOWN]: [{ t, p: 0.5 }] } },
    ]);
    expect(await ask({ markets: [UP], start_ts: t + 1 })).toEqual([200, { history: { [UP]: [] } }]);
    expect(await ask({ markets: UP })).toEqual([400, { error: 'Invalid payload' }]);
    expect(await ask({ markets: [UP], start_ts: 'soon' })).toEqual([
      400,
      { error: 'start_ts is invalid' },
    ]);
    const many = Array.from({ length: 21 }, () => UP);
    expect(await ask({ markets: many })).toEqual([400, { error: 'Payload exceeds the limit' }]);
  });
});

test('where nothing was traded the last price is one half, of no side', async () => {
  const fresh = await ExchangeBench.open();
  const { json } = await fresh.get(`/last-trade-price?token_id=${UP}`);
  expect(json).toEqual({ price: '0.5', side: '' });
  expect((await fresh.post('/last-trades-prices', rows)).json).toEqual([]);
  await fresh.close();
});
