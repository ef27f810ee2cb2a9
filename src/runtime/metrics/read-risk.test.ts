import { expect, test } from 'vitest';
import { openMarket, stage } from '../../../test/support/engine-stage.ts';
import { readPrometheusText } from '../../../test/support/prometheus-text.ts';
import type { StrategyIndex, TokenIndex } from '../../domain/ids.ts';
import type { Shares, Usd } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import { DEFAULT_RISK_LIMITS, type RiskLimits } from '../../risk/risk-limits.ts';
import { MetricsRegistry } from '../../server/metrics/metrics-registry.ts';
import { accountLimitRows, limitRows } from '../screen/limit-rows.ts';
import { readRisk } from './read-risk.ts';

const DOLLAR = 1_000_000;
const NAMES = ['one'];

/** How full each limit is, by its name; `change`: what has happened before. */
async function uses(limits: RiskLimits, change: (state: EngineState) => void) {
  const { engine } = stage([{}], { markets: [openMarket({ group: 'g', asset: 'btc' })] });
  change(engine.state);
  const status = { haltedFeeds: [], isTrading: true, risk: { paused: [] } };
  const looked = { engine, status, strategies: NAMES, limits, provenance: 'simulated' } as const;
  const text = await new MetricsRegistry((scrape) => readRisk(scrape, looked)).text();
  const samples = readPrometheusText(text).get('polydesk_limit_used_ratio')?.samples ?? [];
  const used = new Map(samples.map(({ labels, value }) => [labels.limit, value]));
  return { used, state: engine.state };
}

/** Ten shares of a market, for four dollars. */
function hold(state: EngineState): void {
  const [token, shares, cost] = [0 as TokenIndex, (10 * DOLLAR) as Shares, (4 * DOLLAR) as Usd];
  state.account.open(token, shares, cost);
  state.sleeve(0 as StrategyIndex).open(token, shares, cost);
}

test('every limit that fills up is told, as the screens have it', async () => {
  const { used, state } = await uses(DEFAULT_RISK_LIMITS, hold);
  const rows = {
    ...limitRows(DEFAULT_RISK_LIMITS, state, NAMES),
    ...accountLimitRows(DEFAULT_RISK_LIMITS, state),
  };
  const shown = Object.entries(rows).flatMap(([limit, { used: part, most }]) =>
    part === null || most === null ? [] : [[limit, part / most] as const],
  );
  expect(used).toEqual(new Map(shown));
  expect(used.get('maxPosition')).toBe(10 / 1_000);
  expect(used.get('maxGroupExposure')).toBe(4 / 500);
  expect(used.get('adverseFills')).toBe(0);
});

test('of what has no limit, or is not known, nothing is told', async () => {
  const limits = { ...DEFAULT_RISK_LIMITS, maxExposure: 'unlimited' } as const;
  const { used } = await uses(limits, (state) => {
    hold(state);
    state.risk.standing = { ...state.risk.standing, equity: undefined };
  });
  expect([...used.keys()]).not.toContain('maxExposure');
  expect([...used.keys()]).not.toContain('drawdown');
  expect([...used.keys()]).not.toContain('maxDayLoss');
  expect(used.get('maxStrategyExposure')).toBe(4 / 1_000);
});
