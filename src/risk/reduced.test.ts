import { expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { NEW_STANDING } from '../domain/risk-standing.ts';
import type { Shares, Usd } from '../domain/units.ts';
import { createRiskGate } from './gate.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from './risk-limits.ts';

/** What the gate says while 16 % are lost. */
function verdict(bench: GateBench, limits: Partial<RiskLimits>, order = anOrder()) {
  const [equity, highWater] = [840_000_000 as Usd, 1_000_000_000 as Usd];
  bench.view.risk = { ...NEW_STANDING, mode: 'reduce', equity, highWater };
  const gate = createRiskGate({ ...DEFAULT_RISK_LIMITS, ...limits });
  const answer = gate.check(order, bench.view, bench.account);
  return 'ok' in answer ? [answer.code, answer.message] : 'approved';
}

// The order under test buys 10 shares at 0.62 without fee: 6.20 dollars.
test.each<[string, Partial<RiskLimits>, string]>([
  ['size', { maxOrderSize: 19_990_000 as Shares }, 'size 10 is above maxOrderSize 9.995'],
  [
    'exposure',
    { maxExposure: 12_390_000 as Usd },
    'the account could lose 6.2 dollars, maxExposure is 6.195',
  ],
])('half of the %s counts', (_name, limits, message) => {
  expect(verdict(new GateBench(), limits)).toEqual([
    'reduced',
    `0.16 of the highest equity are lost, half counts: ${message}`,
  ]);
});

test('up to half, orders pass', () => {
  const limits = { maxOrderSize: 20_000_000 as Shares, maxExposure: 12_400_000 as Usd };
  expect(verdict(new GateBench(), limits)).toBe('approved');
});

test('what gets us out is as large as ever', () => {
  const bench = new GateBench();
  bench.hold(0, 10_000_000, 620_000);
  const limits = { maxOrderSize: 10_000_000 as Shares, maxExposure: 0 as Usd };
  expect(verdict(bench, limits, anOrder({ side: 'sell' }))).toBe('approved');
  const short = new GateBench();
  short.hold(1, 10_000_000, 380_000);
  expect(verdict(short, limits)).toBe('approved');
});
