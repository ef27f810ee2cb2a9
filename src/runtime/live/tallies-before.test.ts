import { describe, expect, test } from 'vitest';
import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import { HOUR } from '../../engine/tally.ts';
import { recover } from '../../polymarket/execution/order-history.ts';
import { type EndedHolding, talliesBefore } from './tallies-before.ts';

const NOW = (30 * 24 * HOUR) as Timestamp;
const TODAY = 30;
const tallied = (at: number, made: number, day = 29, paid: object[] = []) => ({
  kind: 'Tallied',
  at,
  tallies: [{ strategy: 0, buys: [at], day, made, worth: 900 }],
  paid,
});
const intended = (id: string, at: number, side = 'buy', strategy = 0) => ({
  token: `t-${id.slice(0, 1)}`,
  kind: 'OrderIntended',
  at,
  order: 1,
  strategy,
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

const paidOf = (id: string, strategy = 0) => ({ strategy, token: `t-${id}` });

const ended = (id: string, pays: number, strategy = 0): EndedHolding => ({
  strategy: strategy as StrategyIndex,
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
  const positions = [3e6, 7e6].map((cost, place) => ({
    strategy: place as StrategyIndex,
    cost: cost as Usd,
  }));
  const found = { now: NOW, cash: 47e6 as Usd, positions, ended: holdings };
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

test('buys are the orders of the last hour that bought something, written down or not', () => {
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
      paid: [paidOf('a')],
    });
    const second = leftBy([tallied(5, 0), ...bought, first], [ended('a', 0)]);
    expect(second).toMatchObject({ tallies: first.tallies, paid: [] });
  });

  test('is held against what there was, all that ended included', () => {
    const two = [...bought, intended('b', 7), filled('b', 2)];
    expect(leftBy([tallied(5, 0), ...two], [ended('a', 0), ended('b', 0)])).toMatchObject({
      tallies: [{ made: -4e6, worth: 54e6 }],
      paid: [paidOf('a'), paidOf('b')],
    });
  });

  test('comes to what today has brought already, and to what it began with', () => {
    const today = tallied(7, -500, TODAY);
    expect(leftBy([today, intended('a', 8), filled('a', 1)], [ended('a', 1e6)])).toMatchObject({
      tallies: [{ day: TODAY, made: 2e6 - 500, worth: 900 }],
    });
  });

  test('is not counted where a run has counted it, or none could have: too long ago', () => {
    const counted = tallied(7, -10, 29, [paidOf('a')]);
    expect(leftBy([tallied(5, 0), ...bought, counted], [ended('a', 0)])).toMatchObject({
      tallies: [{ day: 29, made: -10 }],
      paid: [],
    });
    expect(leftBy(bought, [ended('a', 0)])).toMatchObject({ tallies: [], paid: [] });
  });

  describe('is the loss of who has the place', () => {
    const lost = [ended('a', 0)];

    test('one that ran alone leaves it to the next that does, as on paper', () => {
      const journal = [begun(4, 'ml'), tallied(5, 0), ...bought, begun(9, 'fusion')];
      const heir = { tallies: [{ strategy: 0, made: -2e6 }], paid: [paidOf('a')] };
      expect(leftOf(['fusion'], journal, lost)).toMatchObject(heir);
      expect(leftOf(['random'], journal, lost)).toMatchObject(heir);
      const counted = [...journal, begun(10, 'fusion'), tallied(10, -2e6, 29, [paidOf('a')])];
      expect(leftOf(['ml'], counted, lost).paid).toEqual([]);
    });

    test('past runs of others it is of who had it before, and waits for that strategy', () => {
      const journal = [begun(4, 'ml'), tallied(5, 0), ...bought, begun(9, 'x', 'y')];
      expect(leftOf(['fusion'], journal, lost).paid).toEqual([]);
      expect(leftOf(['fusion', 'ml'], journal, lost)).toMatchObject({
        tallies: [{ strategy: 1, made: -2e6 }],
        paid: [paidOf('a')],
      });
    });
  });

  test('counts for each of the strategies that held it, whenever they run', () => {
    const both = [...bought, intended('a2', 7, 'buy', 1), filled('a2', 2)];
    const journal = [begun(4, 'a', 'b'), tallied(5, 0), ...both];
    const lost = [ended('a', 0), ended('a', 0, 1)];
    const first = leftOf(['a'], journal, lost);
    expect(first).toMatchObject({ tallies: [{ strategy: 0, made: -2e6 }], paid: [paidOf('a')] });
    const later = [...journal, begun(NOW, 'a'), first];
    expect(leftOf(['b'], later, lost)).toMatchObject({
      tallies: [{ strategy: 0, made: -2e6 }],
      paid: [paidOf('a', 1)],
    });
    expect(leftOf(['a', 'b'], later, lost)).toMatchObject({
      tallies: [{ made: -2e6 }, { made: -2e6 }],
      paid: [paidOf('a', 1)],
    });
  });

  test('is held against the cash that there was, and its own shares, not those of others', () => {
    const both = [...bought, intended('a2', 7, 'buy', 1), filled('a2', 2)];
    const journal = [begun(4, 'a', 'b'), tallied(5, 0), ...both];
    // Of 47 dollars 4 were paid to the second one; it has shares for 7 left, the first for 3.
    const { tallies } = leftOf(['a', 'b'], journal, [ended('a', 0), ended('a', 1e6, 1)]);
    expect(tallies).toMatchObject([
      { made: -2e6, worth: 43e6 + 3e6 + 2e6 },
      { made: 2e6, worth: 43e6 + 7e6 + 2e6 },
    ]);
  });
});
