import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import { tokenIndex } from '../../domain/ids.ts';
import { ONE, type Price } from '../../domain/units.ts';
import { readActivity } from '../../polymarket/wire/data/activity.ts';
import { readHolders } from '../../polymarket/wire/data/holders.ts';
import { readPositions } from '../../polymarket/wire/data/positions.ts';
import { readPricesHistoryPage } from '../../polymarket/wire/data/prices-history.ts';
import { readResolutions } from '../../polymarket/wire/data/resolutions.ts';
import { readDataTrades } from '../../polymarket/wire/data/trades.ts';
import { readPortfolioValue } from '../../polymarket/wire/data/value.ts';
import { readGeoblock } from '../../polymarket/wire/geoblock.ts';
import { installData, installGeoblock } from './data-routes.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const ANN = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
const BOB = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const UNIT = 1_000_000;

function stage() {
  const bench = new LocalBench();
  const app = Fastify();
  installData(app, bench.venue);
  installGeoblock(app);
  const ask = async (path: string) => {
    const { statusCode: status, body } = await app.inject(path);
    return { status, body, json: () => JSON.parse(body) };
  };
  const first = (path: string) => ask(`/data-api${path}`);
  const second = (path: string) => ask(`/data-api/v2${path}`);
  return { bench, ask, first, second };
}

/** Ann bought 20 Up and sold 5 of them at 0.6, where the book's middle is now 0.65. */
function traded() {
  const parts = stage();
  const { bench } = parts;
  bench.mint(20);
  bench.clock.advance(5_000);
  bench.send(bench.bob, { side: 'buy', price: 0.6, size: 10 });
  bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
  bench.send(bench.ann, { side: 'sell', price: 0.7, size: 5 });
  bench.clock.advance(5_000);
  return parts;
}

const both = ['first', 'second'] as const;

describe.each(both)('positions of the %s version', (version) => {
  test('tell what is held, what it cost and what it is worth', async () => {
    const parts = traded();
    const { body } = await parts[version](`/positions?user=${ANN}`);
    expect(readPositions(body)).toMatchObject({
      ...clean,
      value: {
        rows: [
          {
            wallet: ANN,
            token: UP,
            market: MARKET,
            size: 15 * UNIT,
            averagePrice: 500_000,
            cost: 7.5 * UNIT,
            price: 650_000,
            value: 9.75 * UNIT,
            unrealizedProfit: 2.25 * UNIT,
            realizedProfit: 0.5 * UNIT,
            bought: 20 * UNIT,
            redeemable: false,
            mergeable: false,
            outcome: 'Up',
            otherToken: DOWN,
          },
        ],
      },
    });
    const held = parts.bench.ann.wallet.account.position(tokenIndex(parts.bench.market.index, 0));
    expect(held).toMatchObject({ traded: 15 * UNIT, realized: 0.5 * UNIT });
  });

  test('of both outcomes are mergeable', async () => {
    const { body } = await traded()[version](`/positions?user=${BOB}`);
    const read = readPositions(body);
    expect(read.ok && read.value.rows.map(({ mergeable }) => mergeable)).toEqual([true, true]);
  });

  test('that lost stay, and those that won were paid by themselves', async () => {
    const parts = traded();
    const { bench } = parts;
    bench.venue.resolve(bench.market, 0 as Price);
    const lost = await parts[version](`/positions?user=${ANN}`);
    expect(readPositions(lost.body)).toMatchObject({
      ...clean,
      value: { rows: [{ size: 15 * UNIT, value: 0, price: 0, redeemable: true }] },
    });
    const { body } = await parts[version](`/positions?user=${BOB}`);
    expect(readPositions(body)).toMatchObject({
      ...clean,
      value: { rows: [{ token: UP, redeemable: true }] },
    });
    expect((await parts[version](`/positions?user=${ANN}&market=0x1&condition=0x1`)).body).toMatch(
      /^\[\]|"data":\[\]/,
    );
  });

  test('need a wallet to be asked for', async () => {
    expect(await stage()[version]('/positions')).toMatchObject({ status: 400 });
    const { body } = await stage()[version](`/positions?user=0x${'1'.repeat(40)}`);
    expect(readPositions(body)).toMatchObject({ ...clean, value: { rows: [] } });
  });
});

describe('positions of the second version', () => {
  const rowsOf = async ({ second }: ReturnType<typeof stage>, query: string) =>
    (await second(`/positions?${query}`)).json().data;

  test('tell all that strict clients demand, with costs and profits that add up', async () => {
    const [row] = await rowsOf(traded(), `user=${ANN}`);
    expect(row).toMatchObject({
      entry_cost_usdc: 7.5,
      realized_pnl: 0.5,
      unrealized_pnl: 2.25,
      total_pnl: 2.75,
      percent_pnl: 30,
      first_entry_at: at(0) / UNIT,
      last_event_at: at(5) / UNIT,
      event_id: '35001',
      archived: false,
      verified: false,
      negative_risk: false,
    });
    expect(row.total_cost_usdc).toBe(row.entry_cost_usdc + row.entry_fees_usdc);
    // 15 of the 20 that were bought at 0.5 are worth 9.75.
    expect(row.percent_realized_pnl).toBe(-2.5);
  });

  test('of what was paid hold nothing any more, and have the same fields', async () => {
    const parts = traded();
    const [open] = await rowsOf(parts, `user=${ANN}`);
    parts.bench.venue.resolve(parts.bench.market, ONE);
    const [row] = await rowsOf(parts, `user=${ANN}&status=CLOSED`);
    expect(row).toMatchObject({ current_size: 0, entry_cost_usdc: 0, total_pnl: 8 });
    expect(Object.keys(row).sort()).toEqual(Object.keys(open).sort());
  });

  test('that lost are redeemable, and are found among those that are held', async () => {
    const parts = traded();
    parts.bench.venue.resolve(parts.bench.market, 0 as Price);
    for (const status of ['', '&status=OPEN', '&status=REDEEMABLE', '&status=REDEEMABLE_LOST']) {
      const rows = await rowsOf(parts, `user=${ANN}${status}`);
      expect(rows, status).toMatchObject([{ status: 'REDEEMABLE', redeemable: true }]);
    }
    expect(await rowsOf(parts, `user=${ANN}&status=CLOSED`)).toEqual([]);
  });

  test('of one market are told of everybody', async () => {
    const rows = await rowsOf(traded(), `condition=${MARKET}`);
    expect(rows.map((row: { proxy_wallet: string }) => row.proxy_wallet).sort()).toEqual(
      [ANN, BOB, BOB].sort(),
    );
  });
});

describe('closed positions', () => {
  test('have the profit that the exchange books', async () => {
    const { bench, first, second } = traded();
    bench.venue.resolve(bench.market, ONE);
    const [row] = (await first(`/closed-positions?user=${ANN}`)).json();
    expect(row).toMatchObject({ realizedPnl: 8, avgPrice: 0.5, totalBought: 20, curPrice: 1 });
    expect(row.timestamp).toBe(at(10) / UNIT);
    const { account } = bench.ann.wallet;
    expect(account.position(tokenIndex(bench.market.index, 0))?.realized).toBe(8 * UNIT);
    const { body } = await second(`/positions?user=${ANN}&status=CLOSED`);
    expect(readPositions(body)).toMatchObject({
      ...clean,
      value: { rows: [{ status: 'CLOSED', size: 0, realizedProfit: 8 * UNIT }] },
    });
    expect((await first(`/positions?user=${ANN}`)).json()).toEqual([]);
  });
});

describe.each(both)('trades of the %s version', (version) => {
  const option = version === 'first' ? 'takerOnly' : 'taker_only';

  test('show takers only, unless asked otherwise', async () => {
    const parts = traded();
    const takers = readDataTrades((await parts[version]('/trades')).body);
    expect(takers).toMatchObject({
      ...clean,
      value: {
        rows: [
          { wallet: ANN, side: 'sell', token: UP, price: 600_000, size: 5 * UNIT, at: at(5) },
          { wallet: BOB, side: 'buy', token: DOWN, price: 500_000, size: 20 * UNIT, at: at(0) },
        ],
      },
    });
    const all = readDataTrades((await parts[version](`/trades?${option}=false`)).body);
    expect(all.ok && all.value.rows).toHaveLength(4);
  });

  test('of a wallet are its own', async () => {
    const { body } = await traded()[version](`/trades?user=${BOB}&${option}=false`);
    expect(readDataTrades(body)).toMatchObject({
      value: { rows: [{ wallet: BOB, side: 'buy', token: UP }, { token: DOWN }] },
    });
  });

  test('that failed on chain never happened', async () => {
    const { bench, ...parts } = stage();
    bench.venue.settlement.order('failed');
    bench.mint(10);
    bench.clock.advance(10_000);
    expect((await parts[version]('/trades')).body).not.toContain(ANN);
    expect((await parts[version](`/activity?user=${BOB}`)).body).not.toContain(BOB);
    const all = `/positions?user=${BOB}&status=OPEN,CLOSED`;
    expect((await parts[version](all)).body).not.toContain(BOB);
    expect((await parts.first(`/traded?user=${BOB}`)).json()).toMatchObject({ traded: 0 });
  });
});

describe.each(both)('activity of the %s version', (version) => {
  test('tells trades and what the resolution paid', async () => {
    const parts = traded();
    const { bench } = parts;
    bench.clock.advance(10_000);
    bench.venue.resolve(bench.market, ONE);
    const { body } = await parts[version](`/activity?user=${ANN}`);
    const read = readActivity(body);
    expect(read).toMatchObject({
      refusals: [],
      unknownFields: new Map(),
      value: {
        rows: [
          { type: 'REDEEM', amount: 15 * UNIT, size: 15 * UNIT, market: MARKET },
          { type: 'TRADE', amount: 3 * UNIT, direction: 'sell', token: UP },
          { type: 'TRADE', amount: 10 * UNIT, direction: 'buy' },
        ],
      },
    });
    const trades = await parts[version](`/activity?user=${ANN}&type=TRADE&side=BUY`);
    expect(readActivity(trades.body)).toMatchObject({ ...clean, value: { rows: { length: 1 } } });
  });
});

describe('lists of the second version', () => {
  // The venue's pages say condition, its official client for Python (0.14.0) condition_id.
  const others = [
    `condition=0x${'1'.repeat(64)}`,
    `condition_id=0x${'1'.repeat(64)}`,
    'event_id=7',
  ];
  const own = [`condition=${MARKET}`, `condition_id=${MARKET.toUpperCase().replace('0X', '0x')}`];

  test.each([...own, 'event_id=35001'])('are those of %s', async (filter) => {
    const { second } = traded();
    const count = async (path: string) =>
      (await second(`${path}user=${ANN}&${filter}`)).json().data.length;
    expect(await count('/trades?taker_only=false&')).toBe(2);
    expect(await count('/activity?')).toBe(2);
    expect(await count('/positions?')).toBe(1);
    expect((await second(`/holders?${filter}`)).json().data).toHaveLength(2);
    expect((await second(`/resolutions?${filter}`)).json().data).toHaveLength(1);
    expect((await second(`/value?user=${ANN}&${filter}`)).json().data.value).toBe(9.75);
  });

  test.each(others)('are not those of %s', async (filter) => {
    const { second } = traded();
    for (const path of ['/trades?', '/activity?', '/positions?', '/holders?', '/resolutions?']) {
      expect((await second(`${path}user=${ANN}&${filter}`)).json().data, path).toEqual([]);
    }
    expect((await second(`/value?user=${ANN}&${filter}`)).json().data.value).toBe(0);
    expect((await second(`/user-volume?user=${ANN}&${filter}`)).json().data.trade_count).toBe(0);
  });

  test('tell how far a question is decided', async () => {
    const { bench, second } = traded();
    const path = `/resolutions?question_id=${bench.market.listing.questionId}`;
    expect((await second(path)).json().data).toHaveLength(1);
    expect((await second('/resolutions?question_id=0x1')).json().data).toEqual([]);
  });
});

test('tokens say of which market and outcome they are, and what they paid', async () => {
  const { bench, second } = traded();
  const rows = async (query: string) => (await second(`/tokens?${query}`)).json().data;
  const both = await rows(`condition=${MARKET}`);
  expect(both).toMatchObject([
    { token_id: UP, outcome: 'Up', outcome_index: 0, event_id: 35001, module: 'v1_ctf' },
    { token_id: DOWN, opposite_token_id: UP, resolved: false, final_price: null },
  ]);
  expect(await rows(`token_id=${DOWN},${UP},7`)).toEqual([...both].reverse());
  bench.venue.resolve(bench.market, 0 as Price);
  expect(await rows(`token_id=${DOWN}`)).toMatchObject([{ closed: true, final_price: 1 }]);
  expect(await second('/tokens')).toMatchObject({ status: 400 });
});

describe('pages of the second version', () => {
  test('repeat nothing and lose nothing while trades are made', async () => {
    const { bench, second } = traded();
    const path = '/trades?taker_only=false&limit=3';
    const page = readDataTrades((await second(path)).body);
    expect(page).toMatchObject({ value: { rows: { length: 3 }, hasMore: true } });
    bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
    const cursor = page.ok ? page.value.nextCursor : undefined;
    const next = readDataTrades((await second(`${path}&cursor=${cursor}`)).body);
    expect(next).toMatchObject({
      value: { rows: [{ wallet: ANN, at: at(0) }], hasMore: false, nextCursor: undefined },
    });
    expect(await second(`/trades?limit=3&cursor=${cursor}`)).toMatchObject({ status: 400 });
  });
});

describe('other answers', () => {
  test('tell worth, holders and how far markets are decided', async () => {
    const { bench, first, second } = traded();
    for (const path of [`/value?user=${ANN}`, `/v2/value?user=${ANN}`]) {
      const { body } = await first(path);
      expect(readPortfolioValue(body)).toMatchObject({ ...clean, value: { value: 9.75 * UNIT } });
    }
    expect((await first(`/traded?user=${ANN}`)).json()).toEqual({ user: ANN, traded: 1 });
    const [{ holders }] = (await first(`/holders?market=${MARKET}`)).json();
    expect(holders[0]).toMatchObject({ displayUsernamePublic: false, verified: false });
    for (const path of [`/holders?market=${MARKET}`, `/v2/holders?condition=${MARKET}`]) {
      expect(readHolders((await first(path)).body)).toMatchObject({
        ...clean,
        value: { rows: [{ token: UP, holders: [{ wallet: ANN }, { wallet: BOB }] }, {}] },
      });
    }
    expect((await first(`/oi?market=${MARKET}`)).json()).toEqual([{ market: MARKET, value: 20 }]);
    expect((await first('/oi')).json()).toEqual([{ market: 'GLOBAL', value: 20 }]);
    expect((await first('/live-volume?id=35001')).json()[0]).toMatchObject({ total: 13 });
    expect((await first(`/v1/market-positions?market=${MARKET}`)).json()).toMatchObject([
      {
        token: UP,
        positions: [
          { proxyWallet: BOB, size: 5 },
          { proxyWallet: ANN, size: 15 },
        ],
      },
      { token: DOWN, positions: [{ proxyWallet: BOB, size: 20, currPrice: 0.35 }] },
    ]);
    const resolutions = async () =>
      readResolutions((await second(`/resolutions?condition=${MARKET}`)).body);
    expect(await resolutions()).toMatchObject({ ...clean, value: [{ status: 'initialized' }] });
    bench.venue.resolve(bench.market, 0 as Price);
    expect(await resolutions()).toMatchObject({ ...clean, value: [{ payout: 0 }] });
  });

  test('have figures of one row', async () => {
    const { bench, second } = traded();
    const data = async (path: string) => (await second(path)).json().data;
    for (const name of ['condition', 'condition_id']) {
      const told = await data(`/oi?${name}=${MARKET}`);
      expect(told).toEqual([{ condition_id: MARKET, value: 20 }]);
    }
    expect(await data('/oi')).toEqual([{ condition_id: 'GLOBAL', value: 20 }]);
    expect(await data('/live-volume?event_id=7,35001')).toEqual({
      taker_volume_total: 25,
      conditions: [{ condition_id: MARKET, taker_volume: 25 }],
    });
    expect(await second('/live-volume')).toMatchObject({ status: 400 });
    const volume = { volume: 25, volume_usdc: 13, trade_count: 2 };
    expect(await data(`/user-volume?user=${ANN}`)).toEqual(volume);
    expect(await data(`/user-volume?user=${ANN}&end=1`)).toMatchObject({ trade_count: 0 });
    expect(await second(`/user-volume?user=${ANN}&end=x`)).toMatchObject({ status: 400 });
    const stats = () => data(`/user-stats?user=${ANN}`);
    expect(await stats()).toMatchObject({ proxy_wallet: ANN, trades: 1, biggest_win: 0 });
    expect(await data('/user-stats?user=0x1')).toBe(null);
    bench.venue.resolve(bench.market, ONE as Price);
    // 20 bought at 0.5, 5 of them sold at 0.6, each of the others pays a dollar.
    expect(await stats()).toMatchObject({ biggest_win: 8 });
    expect(await data(`/user-stats?user=${BOB}`)).toMatchObject({ biggest_win: 2 });
  });

  test('tell prices by the minute, of either outcome', async () => {
    const { bench, second } = traded();
    bench.clock.advance(120_000);
    bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
    const { body } = await second(`/prices-history?token_id=${DOWN}&bucket_seconds=60`);
    expect(readPricesHistoryPage(body)).toMatchObject({
      ...clean,
      value: { rows: [{ at: at(0), price: 500_000 }, { price: 400_000 }] },
    });
    expect(await second('/prices-history?token_id=7')).toMatchObject({ status: 400 });
  });

  test('know wallets and this machine', async () => {
    const { ask, first, second } = stage();
    expect(
      (await first(`/profiles/${ANN.toUpperCase().replace('0X', '0x')}`)).json(),
    ).toMatchObject({
      proxyWallet: ANN,
    });
    expect(await first('/profiles/0x1')).toMatchObject({ status: 404 });
    expect((await second(`/profiles/${ANN}`)).json()).toMatchObject({
      data: { proxy_wallet: ANN, name: '' },
    });
    expect((await second('/profiles/0x1')).json()).toEqual({ data: null });
    expect((await second('/status')).json()).toMatchObject({ data: { status: 'ok' } });
    expect(readGeoblock((await ask('/api/geoblock')).body)).toMatchObject({
      ...clean,
      value: { blocked: false },
    });
  });
});

test('the service is there, and no builder sent anything', async () => {
  const { first, second } = stage();
  expect((await first('/')).json()).toEqual({ data: 'OK' });
  for (const path of ['/v1/builders/leaderboard', '/v1/builders/volume']) {
    expect(await first(path), path).toMatchObject({ status: 200, body: '[]' });
  }
  for (const path of ['activity/combos', 'positions/combos', 'builders/leaderboard']) {
    const { data, pagination } = (await second(`/${path}?user=${ANN}`)).json();
    expect({ data, pagination }, path).toMatchObject({
      data: [],
      pagination: { has_more: false, next_cursor: null },
    });
  }
  expect((await second('/builders/volume')).json()).toEqual({ data: [] });
});
