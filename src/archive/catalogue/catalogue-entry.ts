import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { MarketSummary } from '../../domain/market-search.ts';
import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { LATER_COLUMNS, MARKET_COLUMNS, marketRow } from '../market-row.ts';
import type { Cell, Columns } from '../table-file.ts';

/** A row of the venue's list of markets, as it was seen once. */
export type CatalogueEntry = {
  /** The venue's row number: what tells markets apart, whatever else changes. */
  readonly rowId: string;
  readonly facts: MarketFacts;
  /** State and prices as of then. */
  readonly summary: MarketSummary;
  /** Slug of the first group that it belongs to. */
  readonly group: string | undefined;
  /** The oracle's word: proposed, disputed, resolved, ... */
  readonly status: string | undefined;
  /** By the strict rule of winners. */
  readonly resolution: Resolution | undefined;
  readonly closedAt: Timestamp | undefined;
  /** When the venue last changed the row. */
  readonly updatedAt: Timestamp | undefined;
  /** When it came, by our clock. */
  readonly seenAt: Timestamp;
};

/** A row that cannot be used: without a name, or not of two outcomes. */
export type RefusedEntry = Pick<CatalogueEntry, 'rowId' | 'seenAt'> & {
  readonly slug: string | undefined;
  readonly refusal: Refusal;
};

const ALL = { ...MARKET_COLUMNS, ...LATER_COLUMNS };
const { market: _, ticks_0: __, ticks_1: ___, provenance: ____, ...facts } = ALL;

/** What a market is: of these the newest value that is known counts. */
export const FACT_COLUMNS: Columns = {
  ...facts,
  group_slug: 'VARCHAR',
  frame: 'VARCHAR',
  closed_at: 'BIGINT',
};

/** How it stands: of these what was seen last counts, also where that is nothing. */
export const STAND_COLUMNS: Columns = {
  state: 'VARCHAR',
  status: 'VARCHAR',
  updated_at: 'BIGINT',
  seen_at: 'BIGINT',
  best_bid: 'BIGINT',
  best_ask: 'BIGINT',
  volume: 'BIGINT',
  volume_24h: 'BIGINT',
  liquidity: 'BIGINT',
};

/** Who won: the first that is known stays. */
export const WINNER_COLUMNS: Columns = { payout: 'BIGINT', decided_at: 'BIGINT' };

/** Of a line of the inbox. */
export const ENTRY_COLUMNS: Columns = {
  row_id: 'VARCHAR',
  ...FACT_COLUMNS,
  ...STAND_COLUMNS,
  ...WINNER_COLUMNS,
  refused_code: 'VARCHAR',
  refused_message: 'VARCHAR',
};

/** One line of JSON; what is not known is left out. */
export function lineOf(entry: CatalogueEntry | RefusedEntry): string {
  return JSON.stringify('refusal' in entry ? refusedCells(entry) : cellsOf(entry));
}

function cellsOf(entry: CatalogueEntry): Record<string, Cell> {
  const { rowId, summary, resolution } = entry;
  const stored = marketRow({ number: 0, facts: entry.facts, ticks: [[], []] }, '');
  const named = Object.keys(ALL).map((name, i) => [name, stored[i]] as const);
  return {
    row_id: rowId,
    ...Object.fromEntries(named.filter(([name]) => name in FACT_COLUMNS)),
    group_slug: entry.group,
    frame: summary.frame,
    closed_at: entry.closedAt,
    state: summary.state,
    status: entry.status,
    updated_at: entry.updatedAt,
    seen_at: entry.seenAt,
    best_bid: summary.bestBid,
    best_ask: summary.bestAsk,
    volume: summary.volume,
    volume_24h: summary.volume24h,
    liquidity: summary.liquidity,
    payout: resolution?.payout,
    decided_at: resolution?.at,
  };
}

function refusedCells({ rowId, seenAt, slug, refusal }: RefusedEntry): Record<string, Cell> {
  const { code, message } = refusal;
  return { row_id: rowId, seen_at: seenAt, slug, refused_code: code, refused_message: message };
}
