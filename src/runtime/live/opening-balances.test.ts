import { beforeEach, expect, test } from 'vitest';
import { success, TIMEOUT, UP } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { StrategyIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import type { Notice } from '../../polymarket/execution/notice.ts';
import { openingBalances } from './opening-balances.ts';

const HELD = [
  { token: UP, strategy: 0 as StrategyIndex, shares: 6e6 as Shares, cost: 3e6 as Usd },
  { token: UP, strategy: 1 as StrategyIndex, shares: 4e6 as Shares, cost: 1e6 as Usd },
];

let clock: VirtualClock;
let notices: Notice[];
/** What the chain has, and what the venue's cache says until it is renewed. */
let chain: { cash: number; shares: number };
let cached: { cash: number; shares: number };
let isSilent: boolean;
/** Happens on the chain just before shares are looked at again. */
let meanwhile: () => void;
beforeEach(() => {
  clock = new VirtualClock();
  notices = [];
  chain = { cash: 100e6, shares: 10e6 };
  cached = { cash: 90e6, shares: 0 };
  isSilent = false;
  meanwhile = () => {};
});

async function open() {
  const asking = openingBalances(
    {
      account: {
        updateBalance: async (asset) => {
          if (asset !== 'collateral') meanwhile();
          cached = { ...chain };
          return isSilent ? TIMEOUT : success(undefined);
        },
        balance: async (asset) =>
          success({
            balance: asset === 'collateral' ? cached.cash : cached.shares,
            allowances: new Map(),
          }),
      },
      type: 0,
      clock,
      onNotice: (notice) => notices.push(notice),
    },
    HELD,
  );
  await clock.pass(30_000);
  return asking;
}

test('the cache is renewed first: shares bought just before the end are not lost', async () => {
  expect(await open()).toMatchObject({
    ok: true,
    value: {
      cash: 100e6,
      positions: [
        { strategy: 0, shares: 6e6, cost: 3e6 },
        { strategy: 1, shares: 4e6, cost: 1e6 },
      ],
    },
  });
  expect(notices).toEqual([]);
});

test('shares that the chain shows a little later are waited for', async () => {
  chain.shares = 0;
  clock.setTimer(2_500, () => {
    chain.shares = 10e6;
  });
  const opened = await open();
  expect(opened.ok && opened.value.positions.map(({ shares }) => shares)).toEqual([6e6, 4e6]);
  expect(notices).toEqual([]);
});

test('those that do not come are told, and the rest is shared out by the journal', async () => {
  chain.shares = 7e6;
  const opened = await open();
  expect(opened.ok && opened.value.positions).toMatchObject([
    { strategy: 0, shares: 6e6, cost: 3e6 },
    { strategy: 1, shares: 1e6, cost: 0.25e6 },
  ]);
  expect(notices).toMatchObject([{ code: 'balance_mismatch' }]);
  expect(notices[0]?.message).toMatch(/7 shares of 111, the journal 10/);
});

test('more than the journal knows is not ours to trade', async () => {
  chain.shares = 50e6;
  const opened = await open();
  expect(opened.ok && opened.value.positions.map(({ shares }) => shares)).toEqual([6e6, 4e6]);
});

test('a venue that does not answer leaves nothing assumed', async () => {
  isSilent = true;
  expect(await open()).toMatchObject({ ok: false, code: 'balance_unknown' });
});

test('a market that pays between two answers is in the dollars', async () => {
  meanwhile = () => {
    if (chain.shares > 0) chain = { cash: chain.cash + chain.shares, shares: 0 };
  };
  expect(await open()).toMatchObject({ ok: true, value: { cash: 110e6, positions: [] } });
  expect(notices).toMatchObject([{ code: 'balance_mismatch' }]);
});

test('dollars that never rest are nothing to begin with', async () => {
  meanwhile = () => {
    chain.cash -= 1e6;
  };
  const opened = await open();
  expect(opened).toMatchObject({ ok: false, code: 'balance_moves' });
  expect(!opened.ok && opened.message).toMatch(/start again/);
});
