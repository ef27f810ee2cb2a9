import type {
  DeskDocument,
  DeskRow,
  MarketRow,
  NewsRow,
  OrderRow,
  StrategyRow,
} from '../../src/screen/desk-document.ts';
import { at } from './a-market.ts';

const DOLLAR = 1_000_000;

export function aDeskRow(changes: Partial<DeskRow> = {}): DeskRow {
  return {
    ...{ name: 'paper-1', mode: 'paper', provenance: 'simulated', software: '0.1.0' },
    ...{ startedAt: at(0), now: at(60), isTrading: true, fault: null },
    ...{ cash: 900 * DOLLAR, equity: 1_010 * DOLLAR, confirmed: null, pending: null },
    ...{ lastEquity: null },
    ...{ worthAtStart: 1_000 * DOLLAR, exposure: 50 * DOLLAR, fills: 3, decisions: 12 },
    risk: {
      ...{ mode: 'normal', cause: null, until: null, highWater: null, drawdown: 0, dayLoss: 0 },
      ...{ recoveries: 0, isStopping: false },
    },
    venue: null,
    ...changes,
  } as DeskRow;
}

export function aStrategyRow(changes: Partial<StrategyRow> = {}): StrategyRow {
  return {
    ...{
      state: 'running',
      failures: 0,
      lastError: null,
      restartAt: null,
      parameters: {},
      part: 1e6,
    },
    ...{ realized: 5 * DOLLAR, today: DOLLAR, outlay: 0, exposure: 0, orders: 0, denied: 0 },
    ...{ skipped: 0, fills: 2, markets: 1, settled: 2, won: 1, models: [], weights: null },
    forecasts: [],
    ...changes,
  } as StrategyRow;
}

export function aMarketRow(changes: Partial<MarketRow> = {}): MarketRow {
  return {
    ...{ question: null, category: null, asset: 'btc', frame: '5m', labels: ['Up', 'Down'] },
    ...{ phase: 'trading', opensAt: null, closesAt: null, payout: null, isTrusted: true },
    ...{ bid: 500_000, ask: 510_000, probability: 505_000, velocity: null, bookAt: null },
    ...{ tick: 10_000, reference: null, held: [0, 0], openOrders: 0, pausedFor: null },
    ...changes,
  } as MarketRow;
}

export function anOrderRow(changes: Partial<OrderRow> = {}): OrderRow {
  return {
    ...{ strategy: 'alpha', market: 'btc-up', outcome: 0, label: 'Up', side: 'buy' },
    ...{ price: 500_000, size: 10 * DOLLAR, filled: 0, status: 'accepted', timeInForce: 'GTC' },
    ...{ postOnly: false, submittedAt: at(1), changedAt: at(1), venueId: null },
    ...{ isUnknown: false, reason: { code: 'test', numbers: {} }, settlement: {} },
    ...changes,
  } as OrderRow;
}

export function aNewsRow(changes: Partial<NewsRow> = {}): NewsRow {
  return {
    ...{ entry: 1, at: at(1), kind: 'fill', level: 'info', strategy: 'alpha', market: 'btc-up' },
    ...{ label: 'Up', order: 1, code: 'taker', message: 'buy' },
    numbers: { price: 500_000, size: 10 * DOLLAR, amount: 5 * DOLLAR, fee: 0 },
    ...changes,
  } as NewsRow;
}

export function aDeskDocument(changes: Partial<DeskDocument> = {}): DeskDocument {
  return {
    desk: aDeskRow(),
    strategies: { alpha: aStrategyRow(), beta: aStrategyRow() },
    ...{ markets: {}, orders: {}, positions: {}, limits: {}, health: {}, news: [] },
    ...changes,
  };
}
