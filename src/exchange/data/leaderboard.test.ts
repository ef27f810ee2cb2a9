import { describe, expect, test } from 'vitest';
import { ANN, BOB, dataStage, tradedStage } from '../../../test/support/data-stage.ts';
import { ONE } from '../../domain/units.ts';

const HOUR = 3_600_000;

/** Who stands where with how much, by the names of a version. */
const inShort = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map(({ rank, user_id, proxyWallet, pnl, volume, vol }) => [
    rank,
    user_id ?? proxyWallet,
    pnl,
    volume ?? vol,
  ]);

describe('the board of version 2', () => {
  test('ranks a stretch by how cash and holdings grew, all time by what was realized', async () => {
    const { bench, second } = tradedStage();
    const rows = async (query = '') => inShort((await second(`/leaderboard${query}`)).json().data);
    // Ann sold 5 of 20 for ten cents more than they cost; Bob holds 20 Down and 5 Up.
    const today = [
      [1, ANN, 2.75, 25],
      [2, BOB, -2.75, 25],
    ];
    expect(await rows()).toEqual(today);
    expect(await rows('?time_period=month&category=crypto')).toEqual(today);
    expect(await rows('?time_period=all')).toEqual([
      [1, ANN, 0.5, 25],
      [2, BOB, 0, 25],
    ]);
    // As good as each other.
    expect((await rows('?sort_by=VOLUME')).map(([rank]) => rank)).toEqual([1, 1]);
    expect(await rows('?category=sports')).toEqual([]);
    bench.venue.resolve(bench.market, ONE);
    const ended = [
      [1, ANN, 8, 25],
      [2, BOB, -8, 25],
    ];
    expect(await rows()).toEqual(ended);
    expect(await rows('?timePeriod=all')).toEqual(ended);
  });

  test('goes on by cursors that keep which board it is', async () => {
    const { second } = tradedStage();
    const { data, pagination } = (await second('/leaderboard?limit=1&time_period=all')).json();
    expect(inShort(data)).toEqual([[1, ANN, 0.5, 25]]);
    const next = `/leaderboard?cursor=${pagination.next_cursor}`;
    expect((await second(next)).json()).toMatchObject({
      data: [{ rank: 2, user_id: BOB, user_name: '', x_username: '', verified: false }],
      pagination: { has_more: false },
    });
    expect(await second(`${next}&time_period=day`)).toMatchObject({ status: 400 });
  });

  test('tells how one wallet stands on both', async () => {
    const { second } = tradedStage();
    const own = (await second(`/leaderboard?user=${BOB.toUpperCase().replace('X', 'x')}`)).json();
    expect(own.data).toMatchObject({ user_id: BOB, pnl: -2.75, rank_pnl: 2, rank_volume: 1 });
    expect((await second(`/leaderboard?user=0x${'0'.repeat(40)}`)).json()).toEqual({ data: null });
  });

  test.each([
    'time_period=year',
    'time_period=constructor',
    'time_period=year&time_period=day',
    'sort_by=LUCK',
    'sort_by=__proto__',
    'limit=0',
    'offset=1',
    `user=${ANN}&time_period=year`,
  ])('refuses %s', async (asked) => {
    expect(await tradedStage().second(`/leaderboard?${asked}`)).toMatchObject({ status: 400 });
  });

  test('does not know what was held at the beginning of a day long after', async () => {
    const { bench, first, second } = tradedStage();
    bench.clock.advance(25 * HOUR);
    for (const asked of ['', `?user=${ANN}`]) {
      const { status, json } = await second(`/leaderboard${asked}`);
      expect(status).toBe(404);
      expect(json()).toMatchObject({ code: 'not_found', error: expect.any(String) });
    }
    expect(await first('/v1/leaderboard')).toMatchObject({ status: 404 });
    expect((await second('/leaderboard?time_period=week')).json().data).toHaveLength(2);
    expect((await second('/leaderboard?time_period=all')).json().data).toHaveLength(2);
  });
});

test('what failed on chain is in no profit and no volume, whatever came after', async () => {
  const { bench, second } = dataStage();
  const board = async () => inShort((await second('/leaderboard')).json().data);
  bench.mint(10);
  bench.clock.advance(5_000);
  bench.send(bench.bob, { side: 'buy', price: 0.6, size: 5 });
  bench.venue.settlement.order('failed');
  bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
  bench.send(bench.ann, { side: 'sell', price: 0.8, size: 5 });
  bench.send(bench.bob, { side: 'buy', price: 0.8, size: 5 });
  expect((await board()).map((row) => row[3])).toEqual([20, 20]);
  bench.clock.advance(5_000);
  // Of ten that cost 0.5, five were sold at 0.8 and five are worth 0.8.
  expect(await board()).toEqual([
    [1, ANN, 3, 15],
    [2, BOB, -3, 15],
  ]);
});

test('without the price of what is held there is a board of all time alone', async () => {
  const { bench, first, second } = dataStage();
  bench.mint(20);
  // As where a recorded book took an order, and no print was recorded.
  bench.market.lastTrade = undefined;
  for (const told of [await second('/leaderboard'), await first('/v1/leaderboard')]) {
    expect(told).toMatchObject({ status: 404 });
  }
  const ever = inShort((await second('/leaderboard?time_period=all')).json().data);
  expect(ever.map((row) => row[2])).toEqual([0, 0]);
});

test('the board of version 1 counts dollars, and has a page by offset', async () => {
  const { first } = tradedStage();
  const rows = async (query = '') => inShort((await first(`/v1/leaderboard${query}`)).json());
  const [ann, bob] = [
    ['1', ANN, 2.75, 13],
    ['2', BOB, -2.75, 13],
  ];
  expect(await rows()).toEqual([ann, bob]);
  expect(await rows('?timePeriod=WEEK&category=CRYPTO&orderBy=PNL&limit=1')).toEqual([ann]);
  expect(await rows('?offset=1')).toEqual([bob]);
  expect(await rows(`?user=${BOB}`)).toEqual([bob]);
  expect(await rows('?userName=bob')).toEqual([]);
  for (const asked of [
    'orderBy=LUCK',
    'timePeriod=YEAR',
    'timePeriod=constructor',
    'offset=1001',
    'limit=few',
  ]) {
    expect(await first(`/v1/leaderboard?${asked}`), asked).toMatchObject({ status: 400 });
  }
});
