import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import {
  ANN,
  BOB,
  dataStage as stage,
  tradedStage as traded,
} from '../../../test/support/data-stage.ts';
import { DOWN, MARKET, UP } from '../../../test/support/wire-samples/ids.ts';
import { tokenIndex } from '../../domain/ids.ts';
import { ONE, type Price } from '../../domain/units.ts';
import { readActivity } from '../../polymarket/wire/data/activity.ts';
import { readHolders } from '../../polymarket/wire/data/holders.ts';
import { readPositions } from '../../polymarket/wire/data/positions.ts';
import { readResolutions } from '../../polymarket/wire/data/resolutions.ts';
import { readDataTrades } from '../../polymarket/wire/data/trades.ts';
import { readPortfolioValue } from '../../polymarket/wire/data/value.ts';
import { readGeoblock } from '../../polymarket/wire/geoblock.ts';

const clean = { ok: true, refusals: [], wrongFields: [], unknownFields: new Map() };
const UNIT = 1_000_000;

const both = ['first', 'second'] as const;

test('both versions call realized what the worth is short of all that was bought', async () => {
  // Rows of the venue with nothing sold say percentRealizedPnl -100, realizedPnl 0 (2026-06).
  const { first, second } = traded();
  const [row] = (await first(`/positions?user=${ANN}`)).json();
  // 15 of the 20 that were bought at 0.5 are worth 9.75.
  expect(row).toMatchObject({ realizedPnl: 0.5, percentRealizedPnl: -2.5 });
  const { data } = (await second(`/positions?user=${ANN}`)).json();
  expect(data).toMatchObject([{ realized_pnl: 0.5, percent_realized_pnl: -2.5 }]);
});

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
    const unlisted = `0x${'1'.repeat(64)}`;
    const filter = `market=${unlisted}&condition=${unlisted}`;
    expect((await parts[version](`/positions?user=${ANN}&${filter}`)).body).toMatch(
      /^\[\]|"data":\[\]/,
    );
  });

  test('need a wallet to be asked for', async () => {
    expect(await stage()[version]('/positions')).toMatchObject({ status: 400 });
    const { body } = await stage()[version](`/positions?user=0x${'1'.repeat(40)}`);
    expect(readPositions(body)).toMatchObject({ ...clean, value: { rows: [] } });
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
    for (const status of ['OPEN', 'CLOSED']) {
      const told = await parts[version](`/positions?user=${BOB}&status=${status}`);
      expect(told).toMatchObject({ status: 200 });
      expect(told.body).not.toContain(BOB);
    }
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
    // A cursor is of one list, and not made elsewhere.
    for (const other of [`/activity?user=${ANN}&cursor=${cursor}`, `/trades?cursor=x${cursor}`]) {
      expect(await second(other), other).toMatchObject({ status: 400 });
    }
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
    expect(readHolders((await first(`/holders?market=${MARKET}`)).body)).toMatchObject({
      ...clean,
      value: { rows: [{ token: UP, holders: [{ wallet: ANN }, { wallet: BOB }] }, {}] },
    });
    expect((await first(`/oi?market=${MARKET}`)).json()).toEqual([{ market: MARKET, value: 20 }]);
    expect((await first('/oi')).json()).toEqual([{ market: 'GLOBAL', value: 20 }]);
    expect((await first('/live-volume?id=35001')).json()[0]).toMatchObject({ total: 13 });
    expect((await first(`/v1/market-positions?market=${MARKET}`)).json()).toMatchObject([
      {
        token: UP,
        positions: [
          { proxyWallet: ANN, size: 15 },
          { proxyWallet: BOB, size: 5 },
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

  test('tell no worth where a price of what is held is not known', async () => {
    const { bench, first } = stage();
    bench.mint(20);
    bench.market.lastTrade = undefined;
    for (const path of ['/value', '/v2/value']) {
      expect(await first(`${path}?user=${ANN}`), path).toMatchObject({ status: 404 });
      const { body } = await first(`${path}?user=0x${'1'.repeat(40)}`);
      expect(readPortfolioValue(body), path).toMatchObject({ ...clean, value: { value: 0 } });
    }
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
    expect((await second('/status')).json()).toMatchObject({
      data: { age_seconds: 0, serving: { mechanisms: [] }, ingestion: { cursors: 0 } },
    });
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

describe('filters of version 1', () => {
  const { first } = traded();
  const rows = async (path: string) => (await first(path)).json();

  test('leave out small trades and small holdings', async () => {
    const large = `/trades?user=${ANN}&takerOnly=false&filterType=CASH&filterAmount=3.01`;
    expect(await rows(large)).toMatchObject([{ size: 20 }]);
    const [up, down] = await rows(`/holders?market=${MARKET}&minBalance=6&limit=1`);
    expect([up.holders, down.holders]).toMatchObject([[{ amount: 15 }], [{ amount: 20 }]]);
    expect(await first('/trades?filterType=DOLLARS')).toMatchObject({ status: 400 });
  });

  test('sort what wallets did, by time unless said', async () => {
    const sides = async (more: string) =>
      (await rows(`/activity?user=${ANN}${more}`)).map(({ side }: { side: string }) => side);
    expect(await sides('')).toEqual(['SELL', 'BUY']);
    expect(await sides('&sortDirection=ASC')).toEqual(['BUY', 'SELL']);
    expect(await sides('&sortBy=CASH')).toEqual(['BUY', 'SELL']);
    expect(await sides('&sortBy=__proto__')).toEqual(await sides(''));
    expect(await sides('&sortBy=TOKENS&sortDirection=ASC')).toEqual(['SELL', 'BUY']);
  });

  test("choose a market's positions by wallet and state, and a wallet's by title", async () => {
    const path = `/v1/market-positions?market=${MARKET}&user=${BOB}`;
    const sizes = async (more: string) =>
      (await rows(`${path}${more}`)).map(
        ({ positions }: { positions: unknown[] }) => positions.length,
      );
    expect(await sizes('')).toEqual([1, 1]);
    expect(await sizes('&status=CLOSED')).toEqual([0, 0]);
    expect(await sizes('&status=OPEN')).toEqual([1, 1]);
    expect(await rows(`/positions?user=${ANN}&title=no+word+of+it`)).toEqual([]);
  });
});
