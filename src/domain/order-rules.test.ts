import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import type { OrderTerms } from './order.ts';
import {
  EXPIRATION_AHEAD,
  EXPIRATION_THRESHOLD,
  refusePrice,
  refuseSpend,
  refuseTerms,
} from './order-rules.ts';
import type { TickSize } from './tick.ts';
import type { Price, Shares, Usd } from './units.ts';

const CENT_TICK = 10_000 as TickSize;
const FIVE = 5_000_000 as Shares;
const resting: Partial<OrderTerms> = { timeInForce: 'GTC' };
const gtd: Partial<OrderTerms> = { timeInForce: 'GTD', expiresAt: at(1) };
const price = (units: number) => units as Price;
const size = (units: number) => units as Shares;

describe('terms', () => {
  const refusalOf = (changes: Partial<OrderTerms>) =>
    refuseTerms(anOrder(changes).terms, CENT_TICK, FIVE, at(0));

  test.each<[string, Partial<OrderTerms>]>([
    ['pass', {}],
    ['price_off_tick', { price: price(625_000) }],
    ['price_off_tick', { price: price(0) }],
    ['price_off_tick', { price: price(1_000_000) }],
    ['price_off_tick', { price: price(Number.NaN) }],
    ['size_not_positive', { size: size(0) }],
    ['size_not_positive', { size: size(-5_000_000) }],
    ['size_not_positive', { size: size(0.5) }],
    ['size_too_fine', { size: size(10_001_000) }],
    ['pass', { ...resting, size: FIVE }],
    ['below_minimum_size', { ...resting, size: size(4_990_000) }],
    ['pass', { ...resting, size: size(5_010_000) }],
    ['pass', { ...resting, postOnly: true }],
    ['pass', gtd],
    ['below_minimum_size', { ...gtd, size: size(4_990_000) }],
    ['expired_already', { ...gtd, expiresAt: at(0) }],
    ['expiry_mismatch', { ...gtd, expiresAt: undefined }],
    ['expiry_mismatch', { ...resting, expiresAt: at(1) }],
    ['contradictory_terms', { postOnly: true }],
    ['contradictory_terms', { timeInForce: 'FOK', expiresAt: at(1) }],
    ['cost_not_whole_cents', { size: size(10_010_000) }],
    ['pass', { price: price(500_000), size: size(10_020_000) }],
    ['pass', { price: price(100_000), size: size(10_000_000) }],
    ['below_minimum_cost', { price: price(100_000), size: size(9_900_000) }],
    ['pass', { side: 'sell', size: size(10_000) }],
  ])('%s: %o', (code, changes) => {
    expect(refusalOf(changes)?.code ?? 'pass').toBe(code);
  });

  test.each<[string, Partial<OrderTerms>]>([
    ['price 0.625 is no multiple of 0.01 in (0, 1)', { price: price(625_000) }],
    ['price NaN is no multiple of 0.01 in (0, 1)', { price: price(Number.NaN) }],
    ['size -5 is not above 0', { size: size(-5_000_000) }],
    ['size 10.001 is no multiple of 0.01 shares', { size: size(10_001_000) }],
    ['size 4.99 rests below the least, 5', { ...resting, size: size(4_990_000) }],
    ['GTD needs a time of expiry, GTC may not have one', { ...gtd, expiresAt: undefined }],
    [`expires at ${at(0)} µs, it is ${at(0)} µs`, { ...gtd, expiresAt: at(0) }],
    ['FAK neither rests nor expires', { postOnly: true }],
    ['10.01 shares at 0.62 is not a whole number of cents', { size: size(10_010_000) }],
    ['1 shares at 0.62 is worth less than 1 dollar', { size: size(1_000_000) }],
  ])('are refused with their numbers: %s', (message, changes) => {
    expect(refusalOf(changes)?.message).toBe(message);
  });
});

test('a price alone is held against the tick of its market', () => {
  expect(refusePrice(price(2_500), 2_500 as TickSize)).toBeUndefined();
  expect(refusePrice(price(2_500), CENT_TICK)?.code).toBe('price_off_tick');
});

test.each([
  [1_000_000, undefined, undefined],
  [1_010_000, undefined, undefined],
  [1_001_000, 'cost_not_whole_cents', '1.001 dollars is not a whole number of cents'],
  [Number.NaN, 'cost_not_whole_cents', 'NaN dollars is not a whole number of cents'],
  [990_000, 'below_minimum_cost', '0.99 is worth less than 1 dollar'],
  [-1_000_000, 'below_minimum_cost', '-1 is worth less than 1 dollar'],
])('%d units of dollars to spend: %s', (spend, code, message) => {
  expect(refuseSpend(spend as Usd)?.code).toBe(code);
  expect(refuseSpend(spend as Usd)?.message).toBe(message);
});

test('a GTD order is stated a minute later than it is to be killed', () => {
  expect([EXPIRATION_THRESHOLD, EXPIRATION_AHEAD]).toEqual([60_000_000, 180_000_000]);
});
