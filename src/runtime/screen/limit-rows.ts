import { type MarketIndex, type Outcome, tokenIndex } from '../../domain/ids.ts';
import { dayLossOf, drawdownOf } from '../../domain/risk-standing.ts';
import type { EngineState } from '../../engine/state.ts';
import { groupExposure } from '../../risk/group-exposure.ts';
import type { Cap, RiskLimits } from '../../risk/risk-limits.ts';
import type { LimitRow, Table } from '../../screen/desk-document.ts';

/** The fullest use of a limit, and where that is. */
type Use = readonly [used: number, where: string | null];

/** What the account uses of its limits: cheap, and told beside the same figures of the desk. */
export function accountLimitRows(limits: RiskLimits, state: EngineState): Table<LimitRow> {
  const { account, risk } = state;
  const { drawdown } = limits;
  // Before every price that comes has come nobody knows what is lost.
  const isMeasured = risk.standing.equity !== undefined;
  return {
    maxExposure: row('account', 'usd', limits.maxExposure, [account.exposure, null]),
    maxOpenOrders: row('account', 'count', limits.maxOpenOrders, [account.openOrders, null]),
    drawdown: row(
      'account',
      'part',
      drawdown === 'unlimited' ? drawdown : drawdown.kill,
      isMeasured ? [drawdownOf(risk.standing), null] : undefined,
    ),
    maxDayLoss: row(
      'account',
      'usd',
      limits.maxDayLoss,
      isMeasured ? [Math.max(0, dayLossOf(risk.standing)), null] : undefined,
    ),
  };
}

/** Every other limit of the configuration, with what is used of it. To be made now and then. */
export function limitRows(
  limits: RiskLimits,
  state: EngineState,
  strategies: readonly string[],
): Table<LimitRow> {
  const { adverseFills, failures, crossRejects } = limits;
  return {
    maxOrderSize: row('order', 'shares', limits.maxOrderSize),
    maxPosition: row('strategy', 'shares', limits.maxPosition, fullestPosition(state)),
    maxMarketExposure: row('market', 'usd', limits.maxMarketExposure, fullestMarket(state)),
    maxGroupExposure: row('group', 'usd', limits.maxGroupExposure, fullestGroup(state)),
    maxAssetExposure: row('asset', 'usd', limits.maxAssetExposure, fullestAsset(state)),
    maxStrategyExposure: row(
      'strategy',
      'usd',
      limits.maxStrategyExposure,
      fullest(state.sleeves.map(({ exposure }, i) => [exposure, strategies[i] ?? null])),
    ),
    maxOrdersPerSecond: row('account', 'count', limits.maxOrdersPerSecond),
    maxPriceThrough: row('order', 'price', limits.maxPriceThrough),
    closeLead: row('market', 'duration', limits.closeLead),
    failedFillWait: row('market', 'duration', limits.failedFillWait),
    maxBookAge: row('market', 'duration', limits.maxBookAge),
    adverseFills: row('market', 'count', mostOf(adverseFills), fullestStreak(state, 'adverse')),
    failures: row('market', 'count', mostOf(failures), fullestStreak(state, 'failures')),
    crossRejects: row('market', 'count', mostOf(crossRejects), fullestStreak(state, 'crossings')),
  };
}

function row(
  scope: LimitRow['scope'],
  unit: LimitRow['unit'],
  cap: Cap<number>,
  use?: Use,
): LimitRow {
  const most = cap === 'unlimited' ? null : cap;
  return { scope, unit, most, used: use?.[0] ?? null, where: use?.[1] ?? null };
}

function mostOf(limit: { readonly most: number } | 'unlimited'): Cap<number> {
  return limit === 'unlimited' ? limit : limit.most;
}

/** Nothing is used anywhere: nowhere. */
function fullest(uses: Iterable<Use>): Use {
  let most: Use = [0, null];
  for (const use of uses) if (use[0] > most[0]) most = use;
  return most;
}

function slugOf({ markets }: EngineState, market: MarketIndex): string {
  return markets[market]?.slug ?? `market ${market}`;
}

function fullestMarket(state: EngineState): Use {
  const { account } = state;
  return fullest(
    [...account.activeMarkets].map((market) => [
      Math.max(0, account.exposureIn(market)),
      slugOf(state, market),
    ]),
  );
}

function fullestGroup(state: EngineState): Use {
  const { account, markets } = state;
  const { unlisted } = account;
  return fullest([
    ...[...account.activeMarkets].map(
      (market): Use => [groupExposure(market, markets, account), markets[market]?.group ?? null],
    ),
    // Of which this run has no market yet.
    ...unlisted.groups.map((group): Use => [unlisted.ofGroup(group).all, group]),
  ]);
}

function fullestAsset(state: EngineState): Use {
  const { account, markets } = state;
  const { unlisted } = account;
  const sums = new Map<string, number>(unlisted.assets.map((asset) => [asset, 0]));
  for (const market of account.activeMarkets) {
    const asset = markets[market]?.asset;
    if (asset === undefined) continue;
    const loss = Math.max(0, account.exposureIn(market));
    sums.set(asset, (sums.get(asset) ?? 0) + loss);
  }
  return fullest([...sums].map(([asset, loss]) => [loss + unlisted.ofAsset(asset).all, asset]));
}

/** What one strategy holds of a token, with what it asks for and what splits bring. */
function fullestPosition(state: EngineState): Use {
  const uses: Use[] = [];
  for (const market of state.account.activeMarkets) {
    for (const sleeve of state.sleeves) {
      for (const outcome of [0, 1] as Outcome[]) {
        const token = tokenIndex(market, outcome);
        let shares = sleeve.position(token) + sleeve.setsUnderWay.of('split', market);
        for (const order of sleeve.openOrders(market)) {
          if (order.token === token && order.side === 'buy') shares += order.size - order.filled;
        }
        uses.push([shares, slugOf(state, market)]);
      }
    }
  }
  return fullest(uses);
}

function fullestStreak(state: EngineState, kind: 'adverse' | 'failures' | 'crossings'): Use {
  const { streaks } = state.risk;
  return fullest([...streaks].map(([market, found]) => [found[kind], slugOf(state, market)]));
}
