import type { StrategyIndex } from '../../domain/ids.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { dayLossOf, drawdownOf } from '../../domain/risk-standing.ts';
import { SCALE } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RiskLimits } from '../../risk/risk-limits.ts';
import type { LimitRow } from '../../screen/desk-document.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { DeskStatus } from '../live/desk-status.ts';
import { accountLimitRows, limitRows } from '../screen/limit-rows.ts';

type Looked = {
  readonly engine: Pick<Engine, 'state' | 'supervisor'>;
  readonly status: Pick<DeskStatus, 'haltedFeeds' | 'isTrading'> & {
    readonly risk: Pick<DeskStatus['risk'], 'paused'>;
  };
  readonly strategies: readonly string[];
  readonly limits: RiskLimits;
  readonly provenance: Provenance;
};

const MODES = ['normal', 'reduce', 'killed', 'cooling'] as const;
const STATES = ['running', 'paused', 'halted', 'given_up'] as const;

/** What may be lost, what was, and what that has stopped. */
export function readRisk(scrape: Scrape, looked: Looked): void {
  const { engine, status, strategies, limits, provenance } = looked;
  const { state } = engine;
  const { standing } = state.risk;
  const labels = { provenance };
  const rows = { ...limitRows(limits, state, strategies), ...accountLimitRows(limits, state) };
  for (const [limit, row] of Object.entries(rows)) {
    scrape.set('polydesk_limit_used_ratio', usedPart(row), { limit, provenance });
  }
  scrape.states('polydesk_risk_mode', 'mode', MODES, standing.mode, labels);
  const isMeasured = standing.equity !== undefined;
  const drawdown = isMeasured ? drawdownOf(standing) / SCALE : undefined;
  const dayLoss = isMeasured ? dayLossOf(standing) / SCALE : undefined;
  scrape.set('polydesk_drawdown_ratio', drawdown, labels);
  scrape.set('polydesk_day_loss_dollars', dayLoss, labels);
  scrape.set('polydesk_market_breaks', status.risk.paused.length, labels);
  scrape.set('polydesk_halted_feeds', status.haltedFeeds.length, labels);
  scrape.set('polydesk_stopping', state.stopping ? 1 : 0, labels);
  scrape.set('polydesk_trading', status.isTrading ? 1 : 0, labels);
  readStrategies(scrape, looked);
}

function readStrategies(scrape: Scrape, { engine, strategies, provenance }: Looked): void {
  for (const [index, strategy] of strategies.entries()) {
    const labels = { strategy, provenance };
    const { state, failures } = engine.supervisor.healthOf(index as StrategyIndex);
    const going = engine.state.paused[index] === true ? 'paused' : 'running';
    const now = state === 'running' ? going : state === 'backing_off' ? 'halted' : state;
    scrape.states('polydesk_strategy_state', 'state', STATES, now, labels);
    scrape.set('polydesk_strategy_failures_total', failures, labels);
  }
}

/** As a screen shows it; undefined: there is no limit, its use is not known, or nothing uses it. */
function usedPart({ used, most }: LimitRow): number | undefined {
  return used === null || most === null ? undefined : used / most;
}
