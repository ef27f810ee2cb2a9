import { expect, test } from 'vitest';
import { EXCHANGE_V2, EXCHANGE_V3, exchangeOf, NEG_RISK_EXCHANGE_V2 } from './exchange-contract.ts';

// Domain separators as the contracts return them. Venue client's vectors, read 2026-11.
test.each([
  [EXCHANGE_V2, '3264e159346253e26a64e00b69032db0e7d32f94628de3e6eecb50304d7af3d2'],
  [NEG_RISK_EXCHANGE_V2, '9b858f53327b0bd13af8ec14cfb35234fb9eb7b0504d1a4e61f433840d30e81a'],
  [EXCHANGE_V3, '466c63910185bbd55e8679264200c4e0abdcbb0c6264eb3d41d13326022e095b'],
])('the domain of $address is the one known', ({ separator }, known) => {
  expect(separator).toBe(known);
});

test.each([
  ['conditional', false, EXCHANGE_V2],
  ['conditional', true, NEG_RISK_EXCHANGE_V2],
  ['position', false, EXCHANGE_V3],
  ['position', true, EXCHANGE_V3],
] as const)('a %s token, negative risk %s, is settled by one contract', (kind, negRisk, found) => {
  expect(exchangeOf(kind, negRisk)).toBe(found);
});
