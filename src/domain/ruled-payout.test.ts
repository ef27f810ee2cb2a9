import { expect, test } from 'vitest';
import type { ResolutionRule } from './market.ts';
import { ruledPayout } from './ruled-payout.ts';

const spot = (tie: 'first' | 'half'): ResolutionRule => ({
  kind: 'spot_close_vs_open',
  feed: 'chainlink/btcusd',
  tie,
});

test.each([
  ['higher', spot('first'), 10, 11, 1_000_000],
  ['lower', spot('first'), 10, 9, 0],
  ['the same, which is Up', spot('first'), 10, 10, 1_000_000],
  ['the same, which is nobody', spot('half'), 10, 10, 500_000],
  ['told by an oracle', { kind: 'oracle' } as const, 10, 11, undefined],
])('a close that is %s', (_name, rule, open, close, payout) => {
  expect(ruledPayout(rule, open, close)).toBe(payout);
});
