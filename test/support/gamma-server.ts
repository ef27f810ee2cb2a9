// Gamma and the CLOB's terms on loopback: markets that a test lists and changes.
import type { ReceivedRequest, ScriptedAnswer } from './http-server.ts';

type Row = Record<string, unknown>;

/** A market that trades, as Gamma lists it. */
function listedRow(id: number, more: Row = {}): Row {
  return {
    id: String(id),
    slug: `market-${id}`,
    question: `Will it be ${id}?`,
    conditionId: conditionOf(id),
    outcomes: '["Yes", "No"]',
    outcomePrices: '["0.4", "0.6"]',
    clobTokenIds: JSON.stringify([`${id}001`, `${id}002`]),
    endDate: '2026-12-31T12:00:00Z',
    active: true,
    closed: false,
    acceptingOrders: true,
    enableOrderBook: true,
    orderPriceMinTickSize: 0.001,
    orderMinSize: 5,
    negRisk: true,
    feesEnabled: true,
    feeType: 'sports_fees_v2',
    feeSchedule: { exponent: 1, rate: 0.05, takerOnly: true, rebateRate: 0.15 },
    volume24hr: 1_000 - id,
    updatedAt: '2026-11-20T12:00:00Z',
    ...more,
  };
}

/** What a row says once its market is over. */
export function decided(prices: readonly [string, string], more: Row = {}): Row {
  return {
    closed: true,
    acceptingOrders: false,
    umaResolutionStatus: 'resolved',
    outcomePrices: JSON.stringify(prices),
    closedTime: '2026-11-20 13:00:00+00',
    ...more,
  };
}

function conditionOf(id: number): string {
  return `0x${id.toString(16).padStart(64, '0')}`;
}

export class GammaServer {
  readonly rows: Row[] = [];
  /** Slugs of groups, with the numbers of their markets. */
  readonly groups = new Map<string, readonly number[]>();
  /** Markets of which the CLOB does not know yet. */
  readonly unhydrated = new Set<number>();
  /** How many listings are answered before the next one fails; undefined: none fails. */
  failsAfter: number | undefined;
  /** So many listings are cut off before they are answered. */
  cuts = 0;
  /** Does it take its own cursors? */
  takesCursors = true;
  readonly pageRows: number;
  /** Listings that were asked for, as paths. */
  readonly listings: string[] = [];

  constructor(pageRows = 100) {
    this.pageRows = pageRows;
  }

  list(id: number, more: Row = {}): void {
    this.rows.push(listedRow(id, more));
  }

  /** Changes what the venue says of a market. */
  change(id: number, more: Row): void {
    Object.assign(this.#row(id) ?? {}, more);
  }

  answer = ({ path }: ReceivedRequest): ScriptedAnswer => {
    const url = new URL(path, 'http://gamma');
    const [, kind, slug = ''] = /^\/(events|markets)\/slug\/(.+)$/.exec(url.pathname) ?? [];
    if (kind === 'markets') return json(this.rows.find((row) => row.slug === slug));
    if (kind === 'events') return json(this.#group(slug));
    const condition = /^\/clob-markets\/(0x[0-9a-f]+)$/.exec(url.pathname)?.[1];
    if (condition !== undefined) return json(this.#terms(condition));
    if (url.pathname === '/markets/keyset') return this.#listing(url);
    return json(undefined);
  };

  #row(id: number): Row | undefined {
    return this.rows.find((row) => row.id === String(id));
  }

  #group(slug: string): Row | undefined {
    const ids = this.groups.get(slug);
    if (ids === undefined) return undefined;
    return { id: '1', slug, title: slug, markets: ids.map((id) => this.#row(id)) };
  }

  #terms(condition: string): Row | undefined {
    const row = this.rows.find(({ conditionId }) => conditionId === condition);
    if (row === undefined || this.unhydrated.has(Number(row.id))) return undefined;
    const [yes = '', no = ''] = JSON.parse(String(row.clobTokenIds)) as string[];
    const [first = '', second = ''] = JSON.parse(String(row.outcomes)) as string[];
    return {
      c: condition,
      t: [
        { t: yes, o: first },
        { t: no, o: second },
      ],
      mts: row.orderPriceMinTickSize,
      mos: row.orderMinSize,
      nr: row.negRisk,
      fd: { r: 0.05, e: 1, to: true },
      ao: row.acceptingOrders,
    };
  }

  #listing(url: URL): ScriptedAnswer {
    this.listings.push(`${url.pathname}${url.search}`);
    if (this.cuts-- > 0) return 'cut';
    if (this.failsAfter !== undefined && this.failsAfter-- <= 0) {
      this.failsAfter = undefined;
      return { status: 200, body: '"not now"' };
    }
    const query = url.searchParams;
    if (!this.takesCursors && query.has('after_cursor')) {
      return { status: 400, body: '{"error":"invalid cursor"}' };
    }
    const order = query.get('order');
    const from = Number(query.get('after_cursor') ?? '0');
    const rows = this.rows
      .filter((row) => row.closed === (query.get('closed') === 'true'))
      .sort((a, b) => compare(order === null ? [b, a] : [a, b], order ?? 'id'));
    const next = from + this.pageRows;
    const markets = rows.slice(from, next);
    return json({ markets, ...(next < rows.length ? { next_cursor: String(next) } : {}) });
  }
}

/** The larger of the two first. */
function compare([a, b]: readonly [Row, Row] | readonly Row[], by: string): number {
  const key = (row: Row | undefined) =>
    by === 'updatedAt' ? Date.parse(String(row?.updatedAt)) : Number(row?.[by]);
  return key(b) - key(a);
}

function json(value: unknown): ScriptedAnswer {
  if (value === undefined) return { status: 404, body: '{"error":"not found"}' };
  return { status: 200, body: JSON.stringify(value) };
}
