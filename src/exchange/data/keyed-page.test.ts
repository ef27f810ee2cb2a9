import { expect, test } from 'vitest';
import { ANN, dataStage } from '../../../test/support/data-stage.ts';
import { MARKET } from '../../../test/support/wire-samples/ids.ts';
import { compareKeys } from './keyed-page.ts';

type Stage = ReturnType<typeof dataStage>;

/** Two who trade so many shares with each other at one half. */
function meet({ bench }: Stage, first: number, shares: number): void {
  const [up, down] = [first, first + 1].map((n) => bench.trader(`0x${String(n).repeat(40)}`));
  bench.send(up!, { side: 'buy', price: 0.5, size: shares });
  bench.send(down!, { side: 'buy', price: 0.5, size: shares, outcome: 1 });
}

type Told = Readonly<Record<string, unknown>>;

/** Everything that a list tells, page by page; `between` happens after the first. */
async function walk({ second }: Stage, path: string, between: () => void): Promise<Told[]> {
  const rows: Told[] = [];
  let cursor = '';
  do {
    const { data, pagination } = (await second(`${path}${cursor}`)).json();
    rows.push(...data);
    if (cursor === '') between();
    cursor = `&cursor=${pagination.next_cursor}`;
  } while (cursor !== '&cursor=null');
  return rows;
}

test.each([
  '/leaderboard?sort_by=VOLUME&limit=2',
  `/positions?condition=${MARKET}&sort_by=TOKENS&limit=2`,
])('whoever comes to the top of %s puts nobody on two pages', async (path) => {
  const stage = dataStage();
  meet(stage, 1, 20);
  meet(stage, 3, 10);
  const wallets = (await walk(stage, path, () => meet(stage, 5, 50))).map(
    (row) => row.user_id ?? row.proxy_wallet,
  );
  expect(wallets.map((wallet) => String(wallet)[2]).sort()).toEqual(['1', '2', '3', '4']);
});

test('whoever comes to hold most puts nobody on two pages of holders', async () => {
  const stage = dataStage();
  for (const [first, shares] of [
    [1, 20],
    [3, 10],
    [5, 8],
  ] as const) {
    meet(stage, first, shares);
  }
  const path = `/holders?condition=${MARKET}&limit=1`;
  const groups = await walk(stage, path, () => meet(stage, 7, 50));
  const amounts = groups.flatMap(({ holders }) =>
    (holders as Told[]).map(({ proxy_wallet, amount }) => [String(proxy_wallet)[2], amount]),
  );
  expect(amounts.sort()).toEqual([
    ['1', 20],
    ['2', 20],
    ['3', 10],
    ['4', 10],
    ['5', 8],
    ['6', 8],
  ]);
});

test('a trade that fails meanwhile puts no other on two pages of activity', async () => {
  const stage = dataStage();
  const { bench } = stage;
  bench.venue.settlement.order('failed');
  bench.mint(5);
  bench.mint(6);
  bench.mint(7);
  const path = `/activity?user=${ANN}&limit=1`;
  const rows = await walk(stage, path, () => bench.clock.advance(10_000));
  expect(rows.map(({ size }) => size)).toEqual([7, 6]);
});

test('keys go by their first part that differs, by number or by letter', () => {
  expect(compareKeys([1, 'a'], [1, 'a'])).toBe(0);
  expect(compareKeys([2, 'a'], [10, 'a'])).toBe(-1);
  expect(compareKeys([1, 'b'], [1, 'a'])).toBe(1);
});

test('who trades with oneself finds both sides of it, whatever was held first', async () => {
  const stage = dataStage();
  const { bench } = stage;
  bench.send(bench.bob, { side: 'buy', price: 0.5, size: 5 });
  bench.send(bench.ann, { side: 'buy', price: 0.5, size: 5, outcome: 1 });
  bench.send(bench.ann, { side: 'buy', price: 0.5, size: 6, outcome: 1 });
  bench.send(bench.ann, { side: 'buy', price: 0.5, size: 6 });
  const path = `/trades?user=${ANN}&taker_only=false&limit=1`;
  const rows = await walk(stage, path, () => bench.mint(7));
  expect(rows.map(({ outcome, size }) => [outcome, size])).toEqual([
    ['Up', 6],
    ['Down', 6],
    ['Down', 5],
  ]);
});
