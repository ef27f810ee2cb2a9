import { expect, test } from 'vitest';
import type { StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { HOUR } from '../../engine/tally.ts';
import { recover } from '../../polymarket/execution/order-history.ts';
import { talliesBefore } from './tallies-before.ts';

const NOW = (30 * 24 * HOUR) as Timestamp;
const tallied = (at: number, made: number) => ({
  kind: 'Tallied',
  at,
  tallies: [{ strategy: 0, buys: [at], day: 29, made, worth: 900 }],
});
const intended = (id: string, at: number, side = 'buy') => ({
  kind: 'OrderIntended',
  at,
  order: 1,
  strategy: 0,
  id,
  terms: { side },
});
const filled = (id: string, fill: number) => ({
  kind: 'OrderFilled',
  at: NOW,
  id,
  fill,
  trade: `t-${fill}`,
  side: 'buy',
  size: 4e6,
  amount: 2e6,
  fee: 0,
});

function before(...values: readonly object[]) {
  return beforeOf(['one'], ...values);
}

function beforeOf(strategies: readonly string[], ...values: readonly object[]) {
  const records = values.map((value, i) => ({ seq: i + 1, value }));
  return talliesBefore({ records }, recover(values), strategies, NOW);
}

test('an empty journal leaves nothing', () => {
  expect(before()).toEqual([]);
});

test('the day is as it was written down last', () => {
  expect(before(tallied(5, -10), tallied(6, -20))).toEqual([
    { strategy: 0 as StrategyIndex, buys: [], day: 29, made: -20, worth: 900 },
  ]);
});

test('bets are the orders of the last hour that bought something, written down or not', () => {
  const at = NOW - HOUR / 2;
  const orders = [
    intended('old', NOW - HOUR),
    filled('old', 1),
    intended('bought', at),
    filled('bought', 2),
    intended('nothing', at + 1),
    intended('sold', at + 2, 'sell'),
    filled('sold', 3),
  ];
  expect(before(tallied(5, -10), ...orders)).toMatchObject([{ buys: [at], made: -10 }]);
  // Of a run that died before it wrote down any: a day of which nothing is known counts nothing.
  expect(before(...orders)).toMatchObject([{ buys: [at], day: 0, made: 0 }]);
});

test('a tally goes with the name of its strategy, also past runs of others', () => {
  const begun = (at: number, ...strategies: string[]) => ({
    kind: 'StrategiesBegun',
    at,
    strategies,
  });
  const at = NOW - HOUR / 2;
  const journal = [
    begun(4, 'ml', 'fusion'),
    { ...tallied(5, -10), tallies: [{ ...tallied(5, -10).tallies[0], strategy: 1 }] },
    begun(6, 'random'),
    tallied(7, -20),
    begun(at - 1, 'fusion'),
    intended('bought', at),
    filled('bought', 2),
  ];
  expect(beforeOf(['random', 'fusion', 'ml'], ...journal)).toMatchObject([
    { strategy: 0, made: -20, buys: [] },
    { strategy: 1, made: -10, buys: [at] },
  ]);
});
