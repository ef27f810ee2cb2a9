import { expect, test } from 'vitest';
import { anOrder } from '../../test/support/an-order.ts';
import { GateBench } from '../../test/support/gate-bench.ts';
import { NEW_STANDING } from '../domain/risk-standing.ts';
import type { Usd } from '../domain/units.ts';
import { requireKnownEquity } from './known-equity.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from './risk-limits.ts';

function verdict(highWater: Usd | undefined, side: 'buy' | 'sell', limits: Partial<RiskLimits>) {
  const bench = new GateBench();
  bench.view.risk = { ...NEW_STANDING, highWater };
  const check = requireKnownEquity({ ...DEFAULT_RISK_LIMITS, ...limits });
  return bench.run(check, anOrder({ side }));
}

const BOTH = { drawdown: 'unlimited', maxDayLoss: 'unlimited' } as const;

test.each<[string, Usd | undefined, 'buy' | 'sell', Partial<RiskLimits>, string]>([
  ['a buy while it is not known', undefined, 'buy', {}, 'equity_unknown'],
  ['a sale while it is not known', undefined, 'sell', {}, 'passes'],
  ['a buy when it is', 1 as Usd, 'buy', {}, 'passes'],
  [
    'a buy with a limit of the day alone',
    undefined,
    'buy',
    { drawdown: 'unlimited' },
    'equity_unknown',
  ],
  ['a buy where no loss is limited', undefined, 'buy', BOTH, 'passes'],
])('%s', (_name, highWater, side, limits, expected) => {
  expect(verdict(highWater, side, limits)).toBe(expected);
});
