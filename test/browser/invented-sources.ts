// Time past as an invented desk would tell it, for tests of the pages alone.
import { ok } from '../../src/domain/result.ts';
import type { DashboardSources } from '../../src/server/dashboard/dashboard-sources.ts';
import type {
  LogLine,
  PastDecision,
  PastFill,
  Profit,
  RecordedDataset,
} from '../../src/server/dashboard/history.ts';
import { BEGIN, FOREIGN, slugOf } from './invented-desk.ts';

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const OF_RUN = { run: 'demo-1', provenance: 'simulated' } as const;

function pastOrder(i: number): PastDecision {
  const status = ['filled', 'canceled', 'rejected', 'denied'][i % 4] as string;
  return {
    ...OF_RUN,
    entry: 400 - i,
    time: BEGIN - i * 9 * SECOND,
    strategy: i % 3 === 0 ? 'random' : 'join-best',
    market: slugOf(i % 4),
    outcome: i % 2,
    label: i % 2 === 0 ? 'Up' : 'Down',
    kind: 'order',
    order_id: 400 - i,
    side: i % 5 === 0 ? 'sell' : 'buy',
    price: 480_000 + (i % 6) * 10_000,
    size: 8 * SECOND,
    time_in_force: 'GTC',
    post_only: true,
    expires: null,
    reason: 'join_best',
    numbers: { best: 480_000 },
    status,
    code: status === 'denied' ? 'position_too_large' : null,
    message: status === 'denied' ? 'position 48 is above maxPosition 40' : null,
    filled: status === 'filled' ? 8 * SECOND : 0,
    ended: BEGIN - i * 9 * SECOND + 4 * SECOND,
  };
}

function pastFill(i: number): PastFill {
  return {
    ...OF_RUN,
    fill: 90 - i,
    time: BEGIN - i * 21 * SECOND,
    order_id: 400 - i * 4,
    strategy: 'join-best',
    market: slugOf(i % 4),
    outcome: i % 2,
    label: i % 2 === 0 ? 'Up' : 'Down',
    side: 'buy',
    price: 480_000,
    size: 8 * SECOND,
    amount: 3_840_000,
    fee: 0,
    rebate: null,
    liquidity: 'maker',
    settlement: i === 0 ? 'matched' : 'confirmed',
    settled: i === 0 ? null : BEGIN - i * 21 * SECOND + 3 * SECOND,
  };
}

function sum(net: number, trades: number) {
  const won = Math.round(trades * 0.56);
  return { net, fees: 210_000, rebate: 40_000, cost: 92 * SECOND, trades, won };
}

const PROFIT: Profit = {
  from: { today: BEGIN - 14 * HOUR, week: BEGIN - 7 * DAY, month: BEGIN - 30 * DAY },
  strategies: [
    {
      strategy: 'join-best',
      provenance: 'simulated',
      prices: 'simulated',
      today: sum(1_870_000, 9),
      week: sum(4_310_000, 31),
      month: sum(4_310_000, 31),
      all: sum(12_640_000, 96),
    },
    {
      strategy: 'random',
      provenance: 'simulated',
      prices: 'simulated',
      today: sum(-840_000, 7),
      week: sum(-2_120_000, 22),
      month: sum(-2_120_000, 22),
      all: sum(-6_930_000, 88),
    },
  ],
};

function logLine(record: number): LogLine {
  const level = record % 9 === 4 ? 'warning' : record % 17 === 8 ? 'error' : 'info';
  return {
    time: new Date(BEGIN / 1_000 - record * 3_100).toISOString(),
    run: 'demo-1',
    record: 300 - record,
    level,
    category: ['order', 'fill', 'risk', 'market'][record % 4] as string,
    event: ['OrderAccepted', 'OrderFilled', 'Denied', 'MarketListed'][record % 4] as string,
    strategy: record % 4 === 3 ? null : 'join-best',
    market: slugOf(record % 5),
    code: record % 4 === 2 ? 'position_too_large' : null,
    message: record === 6 ? FOREIGN : record % 4 === 2 ? 'position 48 is above 40' : null,
  };
}

function dataset(name: string, days: number): RecordedDataset {
  const from = BEGIN - days * DAY;
  const hours = Array.from({ length: days * 24 }, (_, i) => ({
    hour: from + i * HOUR,
    rows: i % 31 === 12 || i % 57 === 40 ? 0 : 40_000 + ((i * 7_919) % 30_000),
  }));
  return {
    dataset: name,
    provenance: 'live',
    source: 'own recorder',
    license: 'own: recorded by ourselves',
    isFinished: true,
    bytes: days * 412_000_000,
    from,
    to: BEGIN,
    rows: { books: days * 1_310_000, trades: days * 41_000, references: days * 86_400 },
    hours,
    series: { complete: days * 540, incomplete: days * 3, unjudged: days },
    defects: { crossed_book: 4 },
    quarantine: {},
    feeds: ['btc/usd', 'eth/usd'],
  };
}

const rows = <T>(count: number, make: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const page = <T>(found: readonly T[]) => ok({ rows: found, next: null });

/** Few rows of each kind. */
export const INVENTED_SOURCES: DashboardSources = {
  decisions: async ({ strategy, market }) => {
    const fit = (row: PastDecision) =>
      (strategy ?? row.strategy) === row.strategy && (market ?? row.market) === row.market;
    return page(rows(40, pastOrder).filter(fit));
  },
  fills: async () => page(rows(24, pastFill)),
  trades: async () => page([]),
  profit: async () => ok(PROFIT),
  runEquity: async () =>
    ok(
      rows(3, (i) => {
        const began = BEGIN - (i + 1) * DAY;
        const points = rows(20, (at) => ({
          at: began + at * HOUR,
          worth: 990_000_000 + at * 410_000 - (at % 4) * 700_000,
        }));
        return {
          ...OF_RUN,
          run: `demo-${i}`,
          mode: 'demo',
          began,
          ended: began + 20 * HOUR,
          points,
        };
      }),
    ),
  logs: async ({ level, text, most }) => {
    const fit = (line: LogLine) =>
      (level === undefined || level === 'info' || line.level === level) &&
      JSON.stringify(line)
        .toLowerCase()
        .includes((text ?? '').toLowerCase());
    return page(rows(300, logLine).filter(fit).slice(0, most));
  },
  recordings: async () => ok([dataset('live-2026-11', 9), dataset('public-books', 4)]),
  coverage: async () => page([]),
  strategies: async () => ok([]),
  configuration: async () =>
    ok({
      run: 'demo-1',
      mode: 'demo',
      began: BEGIN - 47 * 60 * SECOND,
      software: { version: '0.1.0', node: 'v26.10.0' },
      strategies: [{ name: 'join-best', parameters: { size: 8 * SECOND, stopBefore: 10 } }],
      choice: {
        limits: { maxOrderSize: 500 * SECOND, maxExposure: 200 * SECOND, maxBookAge: 'unlimited' },
        latency: { feedMs: 20, orderMs: 40 },
        queue: 'pessimistic',
      },
    }),
};
