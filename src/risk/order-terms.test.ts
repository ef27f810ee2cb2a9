import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Price, Shares } from '../domain/units.ts';
import { checkOrderTerms } from './order-terms.ts';

const resting: Partial<OrderTerms> = { timeInForce: 'GTC' };
const price = (units: number) => units as Price;
const size = (units: number) => units as Shares;

describe('order terms', () => {
  test.each<[string, Partial<OrderTerms>]>([
    ['passes', {}],
    ['unknown_market', { token: 99 as TokenIndex }],
    ['price_off_tick', { price: price(625_000) }],
    ['price_off_tick', { price: price(0) }],
    ['price_off_tick', { price: price(1_000_000) }],
    ['price_off_tick', { price: price(Number.NaN) }],
    ['size_not_positive', { size: size(0) }],
    ['size_not_positive', { size: size(-5_000_000) }],
    ['size_not_positive', { size: size(0.5) }],
    ['size_too_fine', { size: size(10_001_000) }],
    ['passes', { ...resting, size: size(5_000_000) }],
    ['below_minimum_size', { ...resting, size: size(4_990_000) }],
    ['passes', { ...resting, size: size(5_010_000) }],
    ['passes', { ...resting, timeInForce: 'GTD', expiresAt: at(1) }],
    ['expired_already', { ...resting, timeInForce: 'GTD', expiresAt: at(0) }],
    ['expiry_mismatch', { ...resting, timeInForce: 'GTD' }],
    ['expiry_mismatch', { ...resting, expiresAt: at(1) }],
    ['contradictory_terms', { postOnly: true }],
    ['contradictory_terms', { timeInForce: 'FOK', expiresAt: at(1) }],
    ['cost_not_whole_cents', { size: size(10_010_000) }],
    ['passes', { price: price(500_000), size: size(10_020_000) }],
    ['passes', { price: price(100_000), size: size(10_000_000) }],
    ['below_minimum_cost', { price: price(100_000), size: size(9_900_000) }],
    ['passes', { side: 'sell', size: size(10_000) }],
  ])('%s: %o', (code, changes) => {
    expect(new GateBench().run(checkOrderTerms, anOrder(changes))).toBe(code);
  });

  test('the refusal tells the numbers', () => {
    const { view, account } = new GateBench();
    const refusal = checkOrderTerms(anOrder({ price: price(625_000) }), view, account);
    expect(refusal?.message).toBe('price 0.625 is no multiple of 0.01 in (0, 1)');
  });
});
