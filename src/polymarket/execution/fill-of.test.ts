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

test('a taker pays the fee of the schedule, a maker none', () => {
  const schedule = { ratePpm: 70_000, exponent: 1, makerRebatePpm: 0 } as const;
  const own = part(100, 50, { order: OURS, side: 'buy' });
  expect(feeOf(only(trade(own, [part(100, 50)])), schedule)).toBe(1_750_000);
  expect(feeOf(only(trade(part(100, 50), [own])), schedule)).toBe(0);
});
