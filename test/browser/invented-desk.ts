// A desk that says what a real one could say, for tests of the pages alone: nothing of it ships.
import type {
  DeskDocument,
  HealthRow,
  LimitRow,
  MarketRow,
  NewsRow,
  OrderRow,
  PositionRow,
  StrategyRow,
} from '../../src/screen/desk-document.ts';
import type { MarketDocument, PathPoint } from '../../src/screen/market-document.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
/** A moment in 2026, so that pictures do not change from day to day. */
export const BEGIN = Date.UTC(2026, 10, 26, 14, 0) * 1_000;

export const FOREIGN = '<script>window.broken=1</script><img src=x onerror="window.broken=1">';

export const slugOf = (i: number) => `${ASSETS[i % ASSETS.length]}-updown-${FRAMES[i % 2]}-${i}`;
const ASSETS = ['btc', 'eth', 'sol', 'xrp'] as const;
const FRAMES = ['5m', '15m'] as const;
const NAMES = { btc: 'Bitcoin', eth: 'Ethereum', sol: 'Solana', xrp: 'XRP' } as const;

/** The probability of a market at a moment: waves, each market its own. */
function probabilityOf(i: number, at: number): number {
  const wave = Math.sin(at / (MINUTE * (1 + (i % 3))) + i) * 0.22;
  const ripple = Math.sin(at / (SECOND * 7) + i * 2) * 0.02;
  return Math.round((0.5 + wave + ripple) * 100) * 10_000;
}

function marketOf(i: number, now: number): MarketRow {
  const asset = ASSETS[i % ASSETS.length] as (typeof ASSETS)[number];
  const frame = FRAMES[i % 2] as string;
  const length = (i % 2 === 0 ? 5 : 15) * MINUTE;
  const opensAt = BEGIN + (i >> 2) * MINUTE - length + 3 * MINUTE;
  const probability = probabilityOf(i, now);
  const isQuiet = i % 11 === 7;
  return {
    question: i === 5 ? FOREIGN : `${NAMES[asset]} Up or Down, ${frame}: window ${i}`,
    category: i % 9 === 4 ? 'crypto prices' : 'up or down',
    asset,
    frame,
    labels: ['Up', 'Down'],
    phase: i % 13 === 12 ? 'waiting' : 'trading',
    opensAt,
    closesAt: opensAt + length,
    payout: null,
    isTrusted: !isQuiet,
    bid: probability - 10_000,
    ask: probability + 10_000,
    probability: isQuiet ? null : probability,
    velocity: i % 6 === 3 ? null : probability - probabilityOf(i, now - MINUTE),
    bookAt: now - 200_000,
    tick: 10_000,
    reference: {
      feed: `${asset}/usd`,
      price: 67_184_220_000 + probability * 40,
      at: now - 300_000,
      strike: 67_200_000_000,
    },
    held: i === 0 ? [18 * SECOND, 6 * SECOND] : i === 3 ? [0, 12 * SECOND] : [0, 0],
    openOrders: i === 0 ? 2 : 0,
    pausedFor: i === 8 ? 'adverse fills' : null,
  };
}

const NO_FORECASTS: StrategyRow['forecasts'] = [];

const LEARNER: StrategyRow['forecasts'] = [
  {
    model: 'logistic regression',
    said: 412,
    decided: 388,
    brier: 0.2284,
    marketBrier: 0.2301,
    tenths: [
      { from: 0.2, count: 31, forecast: 0.26, observed: 0.29 },
      { from: 0.3, count: 62, forecast: 0.35, observed: 0.34 },
      { from: 0.4, count: 101, forecast: 0.45, observed: 0.47 },
      { from: 0.5, count: 96, forecast: 0.55, observed: 0.53 },
      { from: 0.6, count: 64, forecast: 0.65, observed: 0.67 },
      { from: 0.7, count: 34, forecast: 0.74, observed: 0.71 },
    ],
  },
];

function strategyOf(part: Partial<StrategyRow>): StrategyRow {
  return {
    state: 'running',
    part: 1_000_000,
    failures: 0,
    lastError: null,
    restartAt: null,
    parameters: { size: '8', maxPosition: '40', stopBefore: 10 },
    realized: 4_310_000,
    today: 1_870_000,
    outlay: 212_400_000,
    exposure: 9_240_000,
    orders: 318,
    denied: 4,
    skipped: 61,
    fills: 97,
    markets: 22,
    settled: 18,
    won: 10,
    models: [],
    forecasts: NO_FORECASTS,
    weights: null,
    ...part,
  };
}

function ordersAt(now: number): Record<string, OrderRow> {
  const base = {
    strategy: 'join-best',
    market: slugOf(0),
    outcome: 0,
    label: 'Up',
    side: 'buy',
    price: 480_000,
    size: 8 * SECOND,
    filled: 0,
    status: 'accepted',
    timeInForce: 'GTC',
    postOnly: true,
    submittedAt: now - 42 * SECOND,
    changedAt: now - 41 * SECOND,
    venueId: '0x7d2a41c09be1f4e5',
    isUnknown: false,
    reason: { code: 'join_best', numbers: { best: 480_000, size: 8 * SECOND } },
    settlement: {},
  } as const satisfies OrderRow;
  const filled = { ...base, status: 'filled', filled: 8 * SECOND } as const;
  return {
    '412': base,
    '411': { ...base, outcome: 1, label: 'Down', price: 490_000, filled: 2_500_000 },
    '410': { ...filled, market: slugOf(3), settlement: { confirmed: 2, mined: 1 } },
    '409': { ...base, strategy: 'random', status: 'submitted', isUnknown: true, venueId: null },
    '408': { ...base, status: 'rejected', reason: { code: 'by_chance', numbers: {} } },
    '407': { ...filled, side: 'sell', settlement: { failed: 1 } },
    '406': { ...base, status: 'canceled' },
  };
}

const LIMITS: Record<string, LimitRow> = {
  maxOrderSize: { scope: 'order', unit: 'shares', most: 500 * SECOND, used: null, where: null },
  maxPriceThrough: { scope: 'order', unit: 'price', most: 100_000, used: null, where: null },
  maxPosition: limit('market', 'shares', 40, 18, `${slugOf(0)}/0`),
  maxMarketExposure: limit('market', 'usd', 25, 9.12, slugOf(0)),
  maxAssetExposure: limit('asset', 'usd', 100, 74.4, 'btc'),
  maxStrategyExposure: limit('strategy', 'usd', 100, 22.2, 'join-best'),
  maxExposure: limit('account', 'usd', 200, 26.4, null),
  maxDayLoss: limit('account', 'usd', 50, 3.2, null),
  maxDrawdown: { scope: 'account', unit: 'part', most: 250_000, used: 31_000, where: null },
  maxOpenOrders: { scope: 'account', unit: 'count', most: 200, used: 2, where: null },
  closeLead: { scope: 'market', unit: 'duration', most: 5 * SECOND, used: null, where: null },
  maxBookAge: { scope: 'market', unit: 'duration', most: null, used: null, where: null },
};

function limit(
  scope: LimitRow['scope'],
  unit: LimitRow['unit'],
  most: number,
  used: number,
  where: string | null,
): LimitRow {
  return { scope, unit, most: most * SECOND, used: Math.round(used * SECOND), where };
}

const ABOUT = { strategy: 'join-best', market: slugOf(0), label: 'Up', order: 412 };

const FILLED = { price: 480_000, size: 8 * SECOND, amount: 3_840_000, fee: 0 };

function newsAt(entry: number): NewsRow {
  const at = BEGIN - (60 - entry) * 4 * SECOND;
  const base = { entry, at, level: 'info', ...ABOUT } as const;
  const kinds: readonly Omit<NewsRow, 'entry' | 'at'>[] = [
    {
      ...base,
      kind: 'order',
      code: 'join_best',
      message: 'buy',
      numbers: { best: 480_000, price: 480_000, size: 8 * SECOND },
    },
    { ...base, kind: 'fill', code: 'maker', message: 'buy', numbers: FILLED },
    {
      ...base,
      kind: 'denied',
      level: 'warning',
      code: 'position_too_large',
      message: 'position 48 would be above maxPosition 40',
      numbers: { position: 40 * SECOND, size: 8 * SECOND },
    },
    {
      ...base,
      kind: 'skipped',
      strategy: 'crypto-directional',
      market: slugOf(2),
      order: null,
      code: 'no_edge',
      message: '',
      numbers: { fair: 0.5312, mid: 525_000, cost: 541_000, edge: -9_800, secondsLeft: 131.2 },
    },
    { ...base, kind: 'canceled', code: 'requote', message: '', numbers: {} },
  ];
  return { entry, at, ...(kinds[entry % kinds.length] as Omit<NewsRow, 'entry' | 'at'>) };
}

/** All that it would say at a moment, with so many markets. */
export function documentAt(now: number, markets: number): DeskDocument {
  const equity = 1_004_310_000 + Math.round(Math.sin(now / (17 * SECOND)) * 1_900_000);
  const indexes = Array.from({ length: markets }, (_, i) => i);
  return {
    desk: {
      name: 'demo-1',
      mode: 'demo',
      provenance: 'simulated',
      software: '0.1.0',
      startedAt: BEGIN - 47 * MINUTE,
      now,
      isTrading: true,
      fault: null,
      cash: 981_220_000,
      equity,
      lastEquity: null,
      confirmed: equity - 3_800_000,
      pending: 3_800_000,
      worthAtStart: 1_000_000_000,
      exposure: 26_400_000,
      fills: 131,
      decisions: 540,
      risk: {
        mode: 'normal',
        cause: null,
        until: null,
        highWater: 1_008_000_000,
        drawdown: 3_100,
        dayLoss: 3_200_000,
        recoveries: 0,
        isStopping: false,
      },
      venue: null,
    },
    strategies: {
      'join-best': strategyOf({}),
      random: strategyOf({ realized: -2_120_000, today: -840_000, fills: 34, won: 6 }),
      ml: strategyOf({
        state: 'paused',
        realized: 0,
        today: 0,
        exposure: 0,
        fills: 0,
        models: ['logistic regression, 12 features, 388 examples, version 41'],
        forecasts: LEARNER,
        weights: { spike: 0.3, trend: 0.45, momentum: 0.25 },
      }),
    },
    markets: Object.fromEntries(indexes.map((i) => [slugOf(i), marketOf(i, now)])),
    orders: ordersAt(BEGIN),
    positions: {
      [`${slugOf(0)}/0`]: positionOf(0, 0, 18, 18, 470_000),
      [`${slugOf(0)}/1`]: positionOf(0, 1, 6, 0, 490_000),
      [`${slugOf(3)}/1`]: { ...positionOf(3, 1, 12, 12, null), isAwaiting: true },
    },
    limits: LIMITS,
    health: {
      'market data': healthOf('socket', 'open, 48 tokens', now),
      'user channel': healthOf('socket', 'open', now),
      'btc/usd': healthOf('feed', 'told 0.3 s ago', now),
      recorder: { ...healthOf('recorder', 'writes 2.1 MB/min', now), gaps: 2 },
      journal: healthOf('store', 'up to date', now),
      account: { ...healthOf('loop', 'the disk is full', now), isWell: false, failures: 3 },
    },
    news: Array.from({ length: 60 }, (_, entry) => newsAt(entry)),
  };
}

function healthOf(kind: HealthRow['kind'], state: string, at: number): HealthRow {
  return { kind, isWell: true, state, lastAt: at - 400_000, failures: 0, gaps: 0 };
}

function positionOf(
  i: number,
  outcome: 0 | 1,
  shares: number,
  settled: number,
  mark: number | null,
): PositionRow {
  return {
    market: slugOf(i),
    outcome,
    label: outcome === 0 ? 'Up' : 'Down',
    shares: shares * SECOND,
    settled: settled * SECOND,
    cost: Math.round(shares * 0.463 * SECOND),
    mark,
    isAwaiting: false,
  };
}

const SILENT = { probability: null, numbers: {}, signals: null };

/** One market closely. */
export function marketDocumentAt(i: number, now: number): MarketDocument {
  const probability = probabilityOf(i, now);
  const level = (side: 1 | -1) => (_: unknown, step: number) => ({
    price: probability + side * (step + 1) * 10_000,
    size: Math.round(40 + 90 * Math.abs(Math.sin(step * 3 + now / (SECOND * 5)))) * SECOND,
  });
  return {
    market: slugOf(i),
    now,
    isTrusted: true,
    untrusted: null,
    bids: Array.from({ length: 12 }, level(-1)),
    asks: Array.from({ length: 12 }, level(1)),
    tick: 10_000,
    mine: [
      mine(412, 0, 'buy', probability - 20_000, 0, 64),
      mine(411, 1, 'buy', 1_000_000 - probability - 20_000, 1, null),
    ],
    reference: 67_184_220_000 + probability * 40,
    strike: 67_200_000_000,
    opinions: [
      {
        strategy: 'crypto-directional',
        code: 'no_edge',
        outcome: null,
        probability: 0.5312,
        numbers: { secondsLeft: 131.2, fair: 0.5312, mid: 525_000, cost: 541_000, edge: -9_800 },
        signals: null,
      },
      { ...SILENT, strategy: 'join-best', code: 'join_best', outcome: 0 },
      { ...SILENT, strategy: 'random', code: 'by_chance', outcome: null },
    ],
  };
}

function mine(
  order: number,
  outcome: 0 | 1,
  side: 'buy' | 'sell',
  price: number,
  inSide: 0 | 1,
  ahead: number | null,
) {
  return {
    order,
    strategy: 'join-best',
    in: inSide,
    outcome,
    side,
    price,
    left: 8 * SECOND,
    ahead: ahead === null ? null : ahead * SECOND,
  };
}

/** Its price path of the last minutes. */
export function pathAt(i: number, now: number): readonly PathPoint[] {
  return Array.from({ length: 240 }, (_, step) => {
    const at = now - (240 - step) * SECOND;
    const probability = probabilityOf(i, at);
    return { at, probability, reference: 67_184_220_000 + probability * 40 };
  });
}
