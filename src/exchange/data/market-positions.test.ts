import { expect, test } from 'vitest';
import { ANN, BOB, tradedStage } from '../../../test/support/data-stage.ts';
import { MARKET } from '../../../test/support/wire-samples/ids.ts';
import { ONE } from '../../domain/units.ts';

const PATH = `/v1/market-positions?market=${MARKET}`;

type Group = { readonly positions: readonly Readonly<Record<string, unknown>>[] };

/** Ann holds 15 Up; Bob 5 Up and 20 Down. */
function stage() {
  const { bench, first, second } = tradedStage();
  const wallets = async (more = '') =>
    (await first(PATH + more)).json().map(({ positions }: Group) => {
      return positions.map(({ proxyWallet }) => (proxyWallet === ANN ? 'Ann' : 'Bob'));
    });
  return { bench, first, second, wallets };
}

test("a market's positions are those of each token, best first, a page of each", async () => {
  const { wallets } = stage();
  expect(await wallets()).toEqual([['Ann', 'Bob'], ['Bob']]);
  expect(await wallets('&sortBy=TOKENS&sortDirection=ASC')).toEqual([['Bob', 'Ann'], ['Bob']]);
  expect(await wallets('&limit=1')).toEqual([['Ann'], ['Bob']]);
  expect(await wallets('&limit=1&offset=1')).toEqual([['Bob'], []]);
  expect(await wallets(`&user=${BOB.toUpperCase().replace('X', 'x')}`)).toEqual([['Bob'], ['Bob']]);
});

test('what a resolution paid is held no more, and all is told unless said', async () => {
  const { bench, first, second, wallets } = stage();
  expect(await wallets('&status=CLOSED')).toEqual([[], []]);
  bench.venue.resolve(bench.market, ONE);
  expect(await wallets()).toEqual([['Ann', 'Bob'], ['Bob']]);
  expect(await wallets('&status=CLOSED')).toEqual([['Ann', 'Bob'], []]);
  expect(await wallets('&status=OPEN')).toEqual([[], ['Bob']]);
  const [{ positions }] = (await first(`${PATH}&user=${ANN}`)).json();
  expect(positions).toMatchObject([{ size: 0, currentValue: 0, realizedPnl: 8, totalPnl: 8 }]);
  const board = (await second(`/leaderboard?time_period=all&user=${ANN}`)).json().data;
  expect(board.pnl).toBe(positions[0].totalPnl);
});

test.each(['status=SHUT', 'sortBy=LUCK', 'sortDirection=UP', 'limit=few', 'market='])(
  'refuses %s',
  async (asked) => {
    const path = asked === 'market=' ? '/v1/market-positions?market=' : `${PATH}&${asked}`;
    expect(await tradedStage().first(path)).toMatchObject({ status: 400 });
  },
);
