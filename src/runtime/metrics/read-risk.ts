import type { StrategyIndex } from '../../domain/ids.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { dayLossOf, drawdownOf } from '../../domain/risk-standing.ts';
import { SCALE } from '../../domain/units.ts';
import type { Engine } from '../../engine/engine.ts';
import type { EngineState } from '../../engine/state.ts';
import { type Cap, capOf, type RiskLimits } from '../../risk/risk-limits.ts';
import type { Scrape } from '../../server/metrics/scrape.ts';
import type { DeskStatus } from '../live/desk-status.ts';

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
  const { engine, status, limits, provenance } = looked;
  const { state } = engine;
  const { standing } = state.risk;
  const labels = { provenance };
  for (const [limit, used] of Object.entries(usesOf(state, limits))) {
    scrape.set('polydesk_limit_used_ratio', used, { limit, provenance });
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

/** The fullest use of each limit that fills up, as a part of it; no number: none, or not known. */
function usesOf(state: EngineState, limits: RiskLimits): Record<string, number> {
  const { account, markets, sleeves } = state;
  const { standing } = state.risk;
  let inMarket = 0;
  const inAsset = new Map<string, number>();
  for (const market of account.activeMarkets) {
    const loss = Math.max(0, account.exposureIn(market));
    inMarket = Math.max(inMarket, loss);
    const asset = markets[market]?.asset;
    if (asset !== undefined) inAsset.set(asset, (inAsset.get(asset) ?? 0) + loss);
  }
  const { drawdown } = limits;
  const isMeasured = standing.equity !== undefined;
  return {
    maxExposure: part(account.exposure, limits.maxExposure),
    maxStrategyExposure: part(
      Math.max(0, ...sleeves.map(({ exposure }) => exposure)),
      limits.maxStrategyExposure,
    ),
    maxMarketExposure: part(inMarket, limits.maxMarketExposure),
    maxAssetExposure: part(Math.max(0, ...inAsset.values()), limits.maxAssetExposure),
    maxOpenOrders: part(account.openOrders, limits.maxOpenOrders),
    maxDayLoss: isMeasured ? part(Math.max(0, dayLossOf(standing)), limits.maxDayLoss) : Number.NaN,
    drawdown:
      isMeasured && drawdown !== 'unlimited' ? drawdownOf(standing) / drawdown.kill : Number.NaN,
  };
}

function part(used: number, cap: Cap<number>): number {
  return cap === 'unlimited' ? Number.NaN : used / capOf(cap);
}
