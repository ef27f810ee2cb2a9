import { expect, test } from 'vitest';
import { success } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import { recover } from '../../polymarket/execution/order-history.ts';
import { beginLive } from './begin-live.ts';
import type { LiveDesk } from './live-desk.ts';

const row = (slug: string, token: string, closed: boolean, payout?: number) => ({
  slug,
  outcomes: [{ token }],
  closed,
  payout,
});
const RUNS = row('runs', '1', false);
const WAITS = row('waits', '2', true);
const LOST = row('lost', '3', true, 0);
const TEN = 10e6 as Shares;
const holding = (token: string, cost: number) => ({
  token: token as TokenId,
  strategy: 0 as StrategyIndex,
  shares: TEN,
  cost: cost as Usd,
});
const bought = (token: string, fill: number) => [
  { kind: 'OrderIntended', at: 6, order: fill, strategy: 0, id: token, token, terms: BUY },
  { kind: 'OrderFilled', at: 7, id: token, fill, trade: token, token, side: 'buy', size: TEN },
];
const BUY = { side: 'buy' };

/** A wallet of 100 dollars and ten shares of each of three markets, bought after 5 µs. */
function stage() {
  const world = { rows: [RUNS, WAITS, LOST], cash: 100e6, onListed: () => {} };
  const values: object[] = [
    { kind: 'StrategiesBegun', at: 5, strategies: ['ml'] },
    { kind: 'Tallied', at: 5, tallies: [], paid: [] },
    ...world.rows.flatMap(({ outcomes: [outcome] }, i) => bought(outcome?.token ?? '', i + 1)),
  ];
  const asked: unknown[] = [];
  const account = {
    updateBalance: async () => success(undefined),
    balance: async (asset: unknown) => {
      asked.push(asset);
      return success({ balance: asset === 'collateral' ? world.cash : TEN, allowances: new Map() });
    },
  };
  const holdings = [holding('1', 4e6), holding('2', 3e6), holding('3', 2e6)];
  const started = { isProven: true, unresolved: [], unsettled: 0, holdings };
  const desk = {
    clob: { account },
    start: () => {},
    execution: { start: async () => started },
    history: recover(values),
  } as unknown as LiveDesk;
  const venue = {
    clob: { state: { version: async () => success({}) } },
    gamma: {
      async *markets({ closed }: { closed?: boolean }) {
        yield success({ rows: world.rows.filter((each) => each.closed === closed) });
        if (closed) world.onListed();
      },
    },
    clock: new VirtualClock(),
  };
  const journal = {
    get records() {
      return values.map((value, i) => ({ seq: i + 1, value }));
    },
    append: (value: object) => values.push(value),
  };
  const begin = (name = 'ml') =>
    beginLive(desk, {
      recording: { venue, assets: ['btc'], frames: ['5m'] },
      account: { signatureType: 0 },
      journal,
      run: { strategies: [{ name }] },
      learned: { awaited: ['seen', 'runs', 'btc-updown-5m-1776081300'] },
      onNotice: () => {},
    } as unknown as Parameters<typeof beginLive>[1]);
  return { begin, asked, values, world };
}

test('what waits for its outcome is out; what was lost meanwhile counts', async () => {
  const { begin, asked } = stage();
  expect(await begin()).toMatchObject({
    ok: true,
    value: {
      cash: 100e6,
      positions: [
        { token: '1', cost: 4e6 },
        { token: '2', shares: TEN, cost: 3e6, isOver: true },
      ],
      markets: ['runs', 'waits', 'seen', 'runs', 'btc-updown-5m-1776081300'],
      unchosen: ['seen'],
      tallies: [{ strategy: 0, made: -2e6, worth: 109e6 }],
    },
  });
  // The venue is not asked for shares that nobody can sell any more.
  expect(asked).not.toContainEqual({ token: '2' });
});

test('what waits no longer when the dollars are asked for is in them, and not out', async () => {
  const { begin, world } = stage();
  world.onListed = () => {
    world.rows = [RUNS, row('waits', '2', true, 1e6), LOST];
    world.cash = 110e6;
  };
  expect(await begin()).toMatchObject({
    ok: true,
    value: {
      cash: 110e6,
      positions: [{ token: '1', cost: 4e6 }],
      markets: ['runs', 'seen', 'runs', 'btc-updown-5m-1776081300'],
      tallies: [{ strategy: 0, made: 5e6, worth: 109e6 }],
    },
  });
});

test('markets that are other ones each time leave nothing assumed', async () => {
  const { begin, world } = stage();
  world.onListed = () => {
    const payout = world.rows[1]?.payout === undefined ? 1e6 : undefined;
    world.rows = [RUNS, row('waits', '2', true, payout), LOST];
  };
  expect(await begin()).toMatchObject({ ok: false, code: 'balance_moves' });
});

test('what was counted is not counted again at the next start', async () => {
  const { begin, values } = stage();
  const first = await begin();
  const second = await begin();
  expect(values.map((value) => (value as { kind: string }).kind).slice(-4)).toEqual([
    'StrategiesBegun',
    'Tallied',
    'StrategiesBegun',
    'Tallied',
  ]);
  expect(first.ok && second.ok && second.value.tallies).toMatchObject([{ made: -2e6 }]);
  expect(values.at(-1)).toMatchObject({ paid: [] });
});

test('shares that wait are given to no other strategies', async () => {
  const { begin, values } = stage();
  values.push({ kind: 'StrategiesBegun', at: 8, strategies: ['ml', 'fusion'] });
  expect(await begin('random')).toMatchObject({ ok: false, code: 'other_strategies' });
});
