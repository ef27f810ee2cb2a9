import { describe, expect, test } from 'vitest';
import { DOWN, hashOf, OrderVenue, STRANGER, UP } from '../../../test/support/order-venue.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { TokenId } from '../../domain/ids.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares } from '../../domain/units.ts';
import type { TradePart, VenueTrade } from '../wire/venue-trade.ts';
import { amountOf, feeOf, matchKindOf, type OwnPart, ownParts } from './fill-of.ts';

const OURS = hashOf(1);

function part(shares: number, cents: number, change: Partial<TradePart> = {}): TradePart {
  return {
    order: STRANGER,
    token: UP,
    side: 'sell',
    price: Math.round(cents * 10_000) as Price,
    size: (shares * 1e6) as Shares,
    outcome: undefined,
    owner: undefined,
    maker: undefined,
    ...change,
  };
}

function trade(taker: TradePart, makers: readonly TradePart[]): VenueTrade {
  const venue = new OrderVenue(new VirtualClock());
  return { ...venue.aTrade(taker, 'taker'), taker, makers };
}

const partsOf = (told: VenueTrade) => ownParts(told, (order) => order === OURS);
const only = (told: VenueTrade) => partsOf(told)[0] as OwnPart;

test('an order that is named twice in one match traded once, both parts', () => {
  const own = part(3, 40, { order: OURS, side: 'buy' });
  const told = trade(part(10, 40), [own, { ...own, size: 2e6 as Shares }, part(5, 40)]);
  expect(partsOf(told)).toMatchObject([{ order: OURS, size: 5e6, liquidity: 'maker' }]);
});

describe('a taker pays each maker its price', () => {
  const own = part(10, 41, { order: OURS, side: 'buy' });
  test('where all makers are listed', () => {
    const told = trade(own, [part(4, 40), part(6, 41)]);
    expect(amountOf(only(told), told)).toBe(4_060_000);
  });

  test('and the price of the match where some are missing', () => {
    const told = trade(own, [part(4, 40)]);
    expect(amountOf(only(told), told)).toBe(4_100_000);
  });

  test('makers of the other token at the rest of a dollar', () => {
    const told = trade(own, [part(4, 40), part(6, 59.5, { token: DOWN, side: 'buy' })]);
    expect(amountOf(only(told), told)).toBe(1_600_000 + 2_430_000);
  });
});

test.each<[string, Partial<TradePart>, Side, string]>([
  ['the same token', {}, 'buy', 'complementary'],
  ['both buy', { token: DOWN as TokenId }, 'buy', 'mint'],
  ['both sell', { token: DOWN as TokenId }, 'sell', 'merge'],
])('%s: %j %s is %s', (_name, own, side, kind) => {
  const told = trade(part(10, 40, { side }), [part(10, 60, { order: OURS, side, ...own })]);
  expect(matchKindOf(only(told), told)).toBe(kind);
});

test.each<[string, Side, 'taker' | 'maker', number]>([
  ['a buy that rested pays up', 'buy', 'maker', 1_517],
  ['a sale that rested is paid down', 'sell', 'maker', 1_516],
  ['a buy that took pays what is left', 'buy', 'taker', 1_516],
  ['a sale that took is paid what is left', 'sell', 'taker', 1_517],
])('of an odd size %s', (_what, side, liquidity, amount) => {
  const own = part(1.01101, 0.15, { order: OURS, side });
  const other = part(1.01101, 0.15, { side: side === 'buy' ? 'sell' : 'buy' });
  const told = liquidity === 'taker' ? trade(own, [other]) : trade(other, [own]);
  expect(amountOf(only(told), told)).toBe(amount);
});

describe('a taker pays the fee of the schedule', () => {
  const schedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;
  const own = part(100, 50, { order: OURS, side: 'buy' });
  const feeIn = (told: VenueTrade) => feeOf(only(told), told, schedule);

  test('and a maker none', () => {
    expect(feeIn(trade(own, [part(100, 50)]))).toBe(1_750_000);
    expect(feeIn(trade(part(100, 50), [own]))).toBe(0);
  });

  test("at each maker's price, rounded for each, where all makers are listed", () => {
    // 0.07 * (3 * 0.1 * 0.9 + 97 * 0.5 * 0.5); at the match's own price it would be 1.75.
    expect(feeIn(trade(own, [part(3, 10), part(97, 50)]))).toBe(18_900 + 1_697_500);
    // 0.00017472 and 0.00017493 round down; together they would round to 0.00035.
    const small = part(0.02, 49, { order: OURS, side: 'buy' });
    const levels = [part(0.01, 48), part(0.01, 49)];
    expect(feeIn(trade(small, levels))).toBe(170 + 170);
  });

  test('of the other token at the rest of a dollar', () => {
    const other = part(100, 90, { token: DOWN, side: 'buy' });
    expect(feeIn(trade(own, [other]))).toBe(630_000);
  });

  test('at the price of the match where some makers are missing', () => {
    expect(feeIn(trade(own, [part(3, 10)]))).toBe(1_750_000);
  });
});
