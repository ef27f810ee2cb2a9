import { expect, test } from 'vitest';
import { aMarket } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import type { Fill } from '../domain/fill.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { Price, Shares, Timestamp, Usd } from '../domain/units.ts';
import { Clearing } from './clearing.ts';
import { DueHeap } from './due-heap.ts';
import { Ledger } from './ledger.ts';
import { Owner } from './owner.ts';
import { confirmAfter } from './settlement-model.ts';
import { SimMarket } from './sim-market.ts';
import { makeSimOrder } from './sim-order.ts';
import { Watch } from './watch.ts';

/** An order to buy 10 shares trades `size` of them with the recording; the fill as it is told. */
function trade(size: number, market: Partial<Market> = {}): Fill | undefined {
  let told: Fill | undefined;
  const clearing = new Clearing({
    owners: [new Owner(100_000_000 as Usd)],
    markets: [new SimMarket(0 as MarketIndex, aMarket(market), true, new Watch())],
    ledger: new Ledger(),
    settlement: confirmAfter(0),
    heap: new DueHeap(),
    sink: (_owner, answer) => {
      if (answer.kind === 'OrderFilled') told = answer.fill;
    },
  });
  const order = makeSimOrder(0, anOrder({ size: 10_000_000 as Shares }), 0);
  const price = 620_000 as Price;
  clearing.withRecorded(order, size as Shares, price, 'taker', 'book', 7 as Timestamp);
  return told;
}

test('a fill is told as matched; what the chain says of it comes apart', () => {
  expect(trade(10_000_000)).toMatchObject({ size: 10_000_000, settlement: 'matched', tsEvent: 7 });
});

test.each([10_000_001, 0, -1])('an order of 10 shares is not filled with %d millionths', (size) => {
  expect(() => trade(size)).toThrow('an order is filled beyond its size');
});

test('nothing trades without a fee schedule', () => {
  expect(() => trade(10_000_000, { fee: undefined })).toThrow(
    'an order trades without a fee schedule',
  );
});
