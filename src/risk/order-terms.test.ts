import { expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import type { TokenIndex } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { Price, Shares } from '../domain/units.ts';
import { checkOrderTerms } from './order-terms.ts';

// The rules are those of domain/order-rules.ts; here: that the market and the time are the view's.
test.each<[string, Partial<OrderTerms>]>([
  ['passes', {}],
  ['unknown_market', { token: 99 as TokenIndex }],
  ['price_off_tick', { price: 625_000 as Price }],
  ['passes', { timeInForce: 'GTC', size: 5_000_000 as Shares }],
  ['below_minimum_size', { timeInForce: 'GTC', size: 4_990_000 as Shares }],
  ['passes', { timeInForce: 'GTD', expiresAt: at(1) }],
  ['expired_already', { timeInForce: 'GTD', expiresAt: at(0) }],
])('order terms: %s: %o', (code, changes) => {
  expect(new GateBench().run(checkOrderTerms, anOrder(changes))).toBe(code);
});
