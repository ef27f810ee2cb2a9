import { marketOf, outcomeOf } from '../../domain/ids.ts';
import type { SetTotals } from '../folds/sets.ts';
import { isWin, type Trade } from '../folds/trade.ts';
import { decimal } from '../format.ts';
import { marketName, strategyName } from '../names.ts';
import type { Report } from '../report.ts';
import type { RunRecord } from '../run-record.ts';
import { exact, rounded } from './decimal.ts';
import { skillJson } from './forecasts.ts';
import { makingJson } from './making.ts';
import { performanceJson } from './performance.ts';
import type {
  CalibrationJson,
  CoverageJson,
  ForecastsJson,
  LedgerJson,
  OrdersJson,
  ReportJson,
  RunJson,
  SetsJson,
  TradeJson,
} from './schema.ts';

/** The report as plain JSON: every trade and every number of the other outputs. See schema.ts. */
export function reportJson(report: Report): ReportJson {
  const { record } = report;
  return {
    schema: 'polydesk.report',
    schemaVersion: 1,
    run: runJson(record),
    result: performanceJson(report.whole),
    strategies: report.strategies.map(performanceJson),
    byMarket: report.byMarket.map(({ market, trades, net }) => ({
      market: marketName(record, market),
      trades,
      net: exact(net),
    })),
    byHour: report.byHour.map(({ trades, net }, hour) => ({ hour, trades, net: exact(net) })),
    equity: report.whole.equity.points.map(({ at, equity, drawdown }) => ({
      at,
      equity: exact(equity),
      drawdown: exact(drawdown),
    })),
    orders: ordersJson(report),
    sets:
      report.sets === undefined
        ? null
        : { split: setsJson(report.sets.split), merge: setsJson(report.sets.merge) },
    calibration: calibrationJson(report),
    forecasts: forecastsJson(report),
    making: report.making === undefined ? null : makingJson(report.making),
    ledger: ledgerJson(report),
    coverage: record.coverage.map((_, market) => coverageJson(record, market)),
    openPositions: record.openPositions.map(({ token, size, cost }) => ({
      market: marketName(record, marketOf(token)),
      outcome: outcomeOf(token),
      shares: exact(size),
      cost: exact(cost),
    })),
    trades: report.trades.map((trade) => tradeJson(record, trade)),
    assumptions: record.assumptions,
  };
}

function runJson(record: RunRecord): RunJson {
  return {
    mode: record.mode,
    hash: record.hash,
    configuration: record.configuration,
    seed: record.seed,
    software: record.software,
    sources: record.sources.map((source) => ({
      ...source,
      hash: source.hash ?? null,
      origin: source.origin ?? null,
      license: source.license ?? null,
    })),
    from: record.period?.from ?? null,
    to: record.period?.to ?? null,
    markets: record.markets.length,
    timing: {
      events: record.timing.events,
      wallSeconds: decimal(record.timing.wallSeconds, 6),
    },
  };
}

/** What became of the orders, and every refusal by its reason. */
export function ordersJson({ orders, cashShortage }: Report): OrdersJson {
  return {
    ...orders,
    denied: Object.fromEntries(orders.denied),
    rejected: Object.fromEntries(orders.rejected),
    cancelReasons: Object.fromEntries(orders.cancelReasons),
    skipped: Object.fromEntries(orders.skipped),
    cashShortage: cashShortage ?? null,
  };
}

function setsJson({ sets, gas, denied, refused, ...counts }: SetTotals): SetsJson {
  return {
    ...counts,
    sets: exact(sets),
    gas: exact(gas),
    denied: Object.fromEntries(denied),
    refused: Object.fromEntries(refused),
  };
}

function calibrationJson({ calibration }: Report): CalibrationJson {
  const { score } = calibration;
  return {
    forecasts: calibration.forecasts,
    bins: calibration.bins.map((bin) => ({
      from: decimal(bin.from, 6),
      to: decimal(bin.to, 6),
      count: bin.count,
      hits: bin.hits,
      forecast: decimal(bin.forecast, 6),
      observed: decimal(bin.observed, 6),
      interval: { low: decimal(bin.interval.low, 6), high: decimal(bin.interval.high, 6) },
    })),
    score:
      score === undefined
        ? null
        : {
            brier: rounded(score.brier),
            reliability: rounded(score.reliability),
            resolution: rounded(score.resolution),
            uncertainty: rounded(score.uncertainty),
            withinBins: rounded(score.withinBins),
            logLoss: rounded(score.logLoss),
            calibrationError: rounded(score.calibrationError),
            calibrationErrorByChance: rounded(score.calibrationErrorByChance),
          },
  };
}

function forecastsJson({ forecasts }: Report): ForecastsJson | null {
  if (forecasts === undefined) return null;
  const { all, models } = forecasts;
  return {
    all: skillJson(all),
    models: models.map(({ name, skill }) => ({ name, ...skillJson(skill) })),
  };
}

function ledgerJson({ ledger }: Report): LedgerJson {
  return {
    startingCash: exact(ledger.startingCash),
    openedCost: exact(ledger.openedCost),
    net: exact(ledger.net),
    excludedRealized: exact(ledger.excludedRealized),
    heldCost: exact(ledger.heldCost),
    finalCash: exact(ledger.finalCash),
    unexplained: exact(ledger.unexplained),
  };
}

function coverageJson(record: RunRecord, market: number): CoverageJson {
  const coverage = record.coverage[market];
  const resolution = record.resolutions[market];
  return {
    market: marketName(record, market as Trade['market']),
    opensAt: record.markets[market]?.opensAt ?? null,
    closesAt: record.markets[market]?.closesAt ?? null,
    rows: coverage?.rows ?? 0,
    from: coverage?.from ?? null,
    to: coverage?.to ?? null,
    complete: coverage?.complete ?? false,
    gaps: coverage?.gaps ?? [],
    longestSilence: coverage?.silence?.longest ?? null,
    longSilences: coverage?.silence?.long ?? null,
    hasTrades: coverage?.hasTrades ?? false,
    series: coverage?.series ?? null,
    note: coverage?.note ?? null,
    payout: exact(resolution?.payout),
    resolution: resolution?.source ?? null,
  };
}

function tradeJson(record: RunRecord, trade: Trade): TradeJson {
  const outcome = outcomeOf(trade.token);
  const { venue, book, print, inferred, assumed } = trade.turnover;
  return {
    id: trade.id,
    strategy: strategyName(record, trade.strategy),
    market: marketName(record, trade.market),
    outcome,
    label: record.markets[trade.market]?.labels[outcome] ?? null,
    state: trade.state,
    openedAt: trade.openedAt,
    closedAt: trade.closedAt ?? null,
    fills: trade.fills,
    shares: exact(trade.size),
    entryPrice: exact(trade.entryPrice),
    exitPrice: exact(trade.exitPrice),
    exit: trade.exit,
    splitShares: exact(trade.splitSize),
    mergedShares: exact(trade.mergedSize),
    cost: exact(trade.cost),
    entryFee: exact(trade.entryFee),
    gross: exact(trade.gross),
    fees: exact(trade.fees),
    net: exact(trade.net),
    rebate: exact(trade.rebate),
    heldShares: exact(trade.heldSize),
    heldCost: exact(trade.heldCost),
    won: trade.state === 'counted' ? isWin(trade) : null,
    turnover: {
      venue: exact(venue),
      book: exact(book),
      print: exact(print),
      inferred: exact(inferred),
      assumed: exact(assumed),
    },
    resolution: trade.resolution ?? null,
    payout: exact(trade.payout),
  };
}
