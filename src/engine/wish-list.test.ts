import { describe, expect, test } from 'vitest';
import { BECAUSE, terms } from '../../test/support/engine-stage.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { InvariantError } from '../domain/invariant.ts';
import type { Timestamp } from '../domain/units.ts';
import { OrderIds, WishList } from './wish-list.ts';

const FORECAST = { probability: 0.7, mid: undefined, model: 'one' };

describe('a wish list', () => {
  test('keeps wishes in order, with reasons and the strategy that wished', () => {
    const list = new WishList(2 as StrategyIndex, new OrderIds());
    const order = terms('buy', 10, 50);
    const id = list.submit(order, BECAUSE);
    list.cancel(id, BECAUSE);
    list.skip(3 as MarketIndex, BECAUSE);
    list.forecast(3 as MarketIndex, FORECAST);
    list.wakeAt(9 as Timestamp, 4 as MarketIndex);
    expect(list.wishes).toEqual([
      { kind: 'SubmitOrder', id: 1, strategy: 2, terms: order, reason: BECAUSE },
      { kind: 'CancelOrder', order: 1, strategy: 2, reason: BECAUSE },
      { kind: 'Skip', market: 3, reason: BECAUSE },
      { kind: 'Forecast', market: 3, forecast: FORECAST },
      { kind: 'WakeUp', at: 9, market: 4 },
    ]);
  });

  test('order ids rise over all strategies of a run', () => {
    const ids = new OrderIds();
    const [a, b] = [0, 1].map((i) => new WishList(i as StrategyIndex, ids)) as [WishList, WishList];
    const order = terms('buy', 10, 50);
    const given = [a, b, b, a].map((list) => list.submit(order, BECAUSE));
    expect(given).toEqual([1, 2, 3, 4]);
  });

  test.each([-0.01, 1.01, Number.NaN])('takes no %d for a probability', (probability) => {
    const list = new WishList(0 as StrategyIndex, new OrderIds());
    const forecast = { ...FORECAST, probability };
    expect(() => list.forecast(0 as MarketIndex, forecast)).toThrow(InvariantError);
  });

  test('is bounded', () => {
    const list = new WishList(0 as StrategyIndex, new OrderIds());
    for (let i = 0; i < 10_000; i++) list.cancel(1 as ClientOrderId, BECAUSE);
    expect(() => list.cancel(1 as ClientOrderId, BECAUSE)).toThrow(InvariantError);
  });
});
