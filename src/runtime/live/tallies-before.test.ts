import { describe, expect, test } from 'vitest';
import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import { HOUR } from '../../engine/tally.ts';
import { recover } from '../../polymarket/execution/order-history.ts';
import { type EndedHolding, talliesBefore } from './tallies-before.ts';

const NOW = (30 * 24 * HOUR) as Timestamp;
const TODAY = 30;
const tallied = (at: number, made: number, day = 29, paid: string[] = []) => ({
  kind: 'Tallied',
  at,
  tallies: [{ strategy: 0, buys: [at], day, made, worth: 900 }],
  paid,
});
const intended = (id: string, at: number, side = 'buy') => ({
  token: `t-${id}`,
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

const begun = (at: number, ...strategies: string[]) => ({
  kind: 'StrategiesBegun',
  at,
  strategies,
});

const ended = (id: string, pays: number): EndedHolding => ({
  strategy: 0 as StrategyIndex,
  token: `t-${id}` as TokenId,
  shares: 4e6 as Shares,
  cost: 2e6 as Usd,
  pays: pays as Price,
});

function leftBy(values: readonly object[], holdings: readonly EndedHolding[] = []) {
  return leftOf(['one'], values, holdings);
}

function leftOf(
  strategies: readonly string[],
  values: readonly object[],
  holdings: readonly EndedHolding[] = [],
) {
  const records = values.map((value, i) => ({ seq: i + 1, value }));
  const found = { now: NOW, worth: 50e6 as Usd, ended: holdings };
  return talliesBefore({ records }, recover(values), strategies, found);
}

test('an empty journal leaves nothing', () => {
  expect(leftBy([])).toEqual({ kind: 'Tallied', at: NOW, tallies: [], paid: [] });
});

test('the day is as it was written down last', () => {
  expect(leftBy([tallied(5, -10), tallied(6, -20)]).tallies).toEqual([
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
  expect(leftBy([tallied(5, -10), ...orders]).tallies).toMatchObject([{ buys: [at], made: -10 }]);
  // Of a run that died before it wrote down any: a day of which nothing is known counts nothing.
  expect(leftBy(orders).tallies).toMatchObject([{ buys: [at], day: 0, made: 0 }]);
});

test('a tally goes with the name of its strategy, also past runs of others', () => {
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
  expect(leftOf(['random', 'fusion', 'ml'], journal).tallies).toMatchObject([
    { strategy: 0, made: -20, buys: [] },
    { strategy: 1, made: -10, buys: [at] },
  ]);
});

describe('what ended while no desk ran', () => {
  const bought = [intended('a', 6), filled('a', 1)];

  test('counts when it is heard of, once', () => {
    const first = leftBy([tallied(5, 0), ...bought], [ended('a', 0)]);
    expect(first).toMatchObject({
      tallies: [{ day: TODAY, made: -2e6, worth: 52e6 }],
      paid: ['t-a'],
    });
    const second = leftBy([tallied(5, 0), ...bought, first], [ended('a', 0)]);
    expect(second).toMatchObject({ tallies: first.tallies, paid: [] });
  });

  test('is held against what there was, all that ended included', () => {
    const two = [...bought, intended('b', 7), filled('b', 2)];
    expect(leftBy([tallied(5, 0), ...two], [ended('a', 0), ended('b', 0)])).toMatchObject({
      tallies: [{ made: -4e6, worth: 54e6 }],
      paid: ['t-a', 't-b'],
    });
  });

  test('comes to what today has brought already, and to what it began with', () => {
    const today = tallied(7, -500, TODAY);
    expect(leftBy([today, intended('a', 8), filled('a', 1)], [ended('a', 1e6)])).toMatchObject({
      tallies: [{ day: TODAY, made: 2e6 - 500, worth: 900 }],
    });
  });

  test('is not counted where a run has counted it, or none could have: too long ago', () => {
    const counted = tallied(7, -10, 29, ['t-a']);
    expect(leftBy([tallied(5, 0), ...bought, counted], [ended('a', 0)])).toMatchObject({
      tallies: [{ day: 29, made: -10 }],
      paid: [],
    });
    expect(leftBy(bought, [ended('a', 0)])).toMatchObject({ tallies: [], paid: [] });
  });

  test('is of who bought it, and waits for that strategy to be run again', () => {
    const journal = [begun(4, 'ml'), tallied(5, 0), ...bought, begun(9, 'fusion')];
    expect(leftOf(['fusion'], journal, [ended('a', 0)]).paid).toEqual([]);
    expect(leftOf(['fusion', 'ml'], journal, [ended('a', 0)])).toMatchObject({
      tallies: [{ strategy: 1, made: -2e6 }],
      paid: ['t-a'],
    });
  });
});
