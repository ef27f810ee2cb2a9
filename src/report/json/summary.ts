import type { OrdersJson, PerformanceJson, ReportJson, RunJson } from './schema.ts';

/**
 * What a screen shows of a report, of bounded size however much was traded: the figures are those
 * of the report, lists that grow with the run are cut and say of how many.
 */
export type SummaryJson = {
  readonly schema: 'polydesk.summary';
  readonly schemaVersion: 1;
  readonly run: RunJson;
  readonly result: PerformanceJson;
  readonly orders: OrdersJson;
  readonly assumptions: ReportJson['assumptions'];
  /** The worst and the best, the worst first. */
  readonly byMarket: ReportJson['byMarket'];
  readonly marketsTraded: number;
  /** Of each stretch its lowest and its highest point. */
  readonly equity: ReportJson['equity'];
  readonly equityPoints: number;
  /** In the recordings of all markets. */
  readonly gaps: number;
};

/** Of the worst and of the best. */
const MARKETS_MOST = 500;
const STRETCHES = 500;

export function summaryJson(report: ReportJson): SummaryJson {
  const { run, result, orders, assumptions, byMarket, equity, coverage } = report;
  const ranked = byMarket.toSorted((one, other) => Number(one.net) - Number(other.net));
  const isMany = ranked.length > 2 * MARKETS_MOST;
  return {
    schema: 'polydesk.summary',
    schemaVersion: 1,
    run,
    result,
    orders,
    assumptions,
    byMarket: isMany ? [...ranked.slice(0, MARKETS_MOST), ...ranked.slice(-MARKETS_MOST)] : ranked,
    marketsTraded: byMarket.length,
    equity: outlineOf(equity),
    equityPoints: equity.length,
    gaps: coverage.reduce((sum, { gaps }) => sum + gaps.length, 0),
  };
}

/** A curve by the extremes of its stretches: no drawdown is lost. */
function outlineOf(points: ReportJson['equity']): ReportJson['equity'] {
  if (points.length <= 2 * STRETCHES) return points;
  const size = Math.ceil(points.length / STRETCHES);
  const kept = new Set([0, points.length - 1]);
  for (let from = 0; from < points.length; from += size) {
    let [low, high] = [from, from];
    for (let i = from; i < Math.min(points.length, from + size); i++) {
      if (equityAt(points, i) < equityAt(points, low)) low = i;
      if (equityAt(points, i) > equityAt(points, high)) high = i;
    }
    kept.add(low).add(high);
  }
  return points.filter((_, i) => kept.has(i));
}

function equityAt(points: ReportJson['equity'], i: number): number {
  return Number(points[i]?.equity);
}
