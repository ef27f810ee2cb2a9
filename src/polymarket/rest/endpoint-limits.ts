import type { BucketRule } from '../../net/bucket.ts';

/** A limit of the venue on the requests of one address of the internet. */
export type IpLimit = {
  readonly limit: number;
  readonly windowMs: number;
  readonly source: string;
  /** When the source was read. */
  readonly read: string;
};

const TEN_SECONDS = 10_000;
const TEN_MINUTES = 600_000;

function per10s(limit: number, read = '2026-10'): IpLimit {
  return { limit, windowMs: TEN_SECONDS, source: 'docs api-reference/rate-limits', read };
}

function per10min(limit: number, read: string): IpLimit {
  return { limit, windowMs: TEN_MINUTES, source: 'docs api-reference/rate-limits', read };
}

/**
 * In sliding windows. The venue delays what is over, and may refuse it. Where an older table says
 * less, the newer one holds. Cancel-all is not in the newest table: not verified.
 */
export const IP_LIMITS = {
  all: per10s(15_000),
  ok: per10s(100),

  clob: per10s(9_000),
  book: per10s(1_500),
  price: per10s(1_500),
  midpoint: per10s(1_500),
  books: per10s(500),
  prices: per10s(500),
  midpoints: per10s(500),
  pricesHistory: per10s(1_000),
  tickSize: per10s(200),
  balanceAllowance: per10s(200),
  balanceUpdate: per10s(50),
  /** Shared by trades, orders, notifications and single orders. */
  ledger: per10s(900),
  openOrders: per10s(500),
  ownTrades: per10s(500),
  notifications: per10s(125),
  apiKeys: per10s(100),
  postOrder: per10s(5_000, '2026-09-26'),
  postOrderLong: per10min(120_000, '2026-09-26'),
  postOrders: per10s(2_000, '2026-09-26'),
  postOrdersLong: per10min(21_000, '2026-09-26'),
  cancelOrder: per10s(3_000, '2026-09 (older table, not verified)'),
  cancelOrderLong: per10min(30_000, '2026-09 (older table, not verified)'),
  cancelAll: per10s(250, '2026-09 (not verified)'),

  gamma: per10s(4_000),
  events: per10s(500),
  markets: per10s(300),
  /** Shared by both listings. */
  listings: per10s(900),
  tags: per10s(200),
  search: per10s(350),

  data: per10s(800),
  dataTrades: per10s(300),
  activity: per10s(200),
  positions: per10s(200),
} as const satisfies Readonly<Record<string, IpLimit>>;

export type IpLimitName = keyof typeof IP_LIMITS;

/** The same as rules of a limiter. */
export function ipRules(): Record<string, BucketRule> {
  const rules = Object.entries(IP_LIMITS).map(([name, { limit, windowMs }]) => [
    name,
    { kind: 'window' as const, limit, windowMs },
  ]);
  return Object.fromEntries(rules);
}
