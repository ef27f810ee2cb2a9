import { join } from 'node:path';
import type { Duck } from './duck.ts';
import { TABLE_FILES } from './layout.ts';
import { LATER_COLUMNS, MARKET_COLUMNS, marketRow, type StoredMarket } from './market-row.ts';
import type { Receipt, ResolutionRecord } from './receipt.ts';
import { strikeRows } from './strike-rows.ts';
import { type Cell, type Columns, writeTable } from './table-file.ts';

/** Columns of the small tables but markets, in order. */
export const SMALL_COLUMNS = {
  resolutions: {
    market: 'BIGINT',
    payout: 'BIGINT',
    at: 'BIGINT',
    source: 'VARCHAR',
    note: 'VARCHAR',
    provenance: 'VARCHAR',
  },
  strikes: {
    market: 'BIGINT',
    end: 'VARCHAR',
    boundary: 'BIGINT',
    feed: 'VARCHAR',
    own: 'BIGINT',
    own_text: 'VARCHAR',
    own_at: 'BIGINT',
    own_exact: 'BIGINT',
    unknown: 'VARCHAR',
    official: 'BIGINT',
    official_text: 'VARCHAR',
    official_at: 'BIGINT',
    difference: 'BIGINT',
    provenance: 'VARCHAR',
  },
  gaps: {
    market: 'BIGINT',
    outcome: 'BIGINT',
    from: 'BIGINT',
    to: 'BIGINT',
    reason: 'VARCHAR',
    provenance: 'VARCHAR',
  },
  quarantine: {
    file: 'VARCHAR',
    row: 'BIGINT',
    code: 'VARCHAR',
    message: 'VARCHAR',
    raw: 'VARCHAR',
    provenance: 'VARCHAR',
  },
} as const;

/** Writes the small tables of a dataset, one Parquet file each. */
export async function writeSmallTables(
  duck: Duck,
  folder: string,
  provenance: string,
  markets: readonly StoredMarket[],
  receipts: readonly Receipt[],
): Promise<void> {
  const write = (table: keyof typeof TABLE_FILES, columns: Columns, rows: Cell[][]) =>
    writeTable(duck, join(folder, TABLE_FILES[table]), columns, rows);
  const listed = markets.map((market) => marketRow(market, provenance));
  await write('markets', { ...MARKET_COLUMNS, ...LATER_COLUMNS }, listed);
  const rows = smallTableRows(provenance, receipts);
  await write('resolutions', SMALL_COLUMNS.resolutions, rows.resolutions);
  await write('strikes', SMALL_COLUMNS.strikes, rows.strikes);
  await write('gaps', SMALL_COLUMNS.gaps, rows.gaps);
  await write('quarantine', SMALL_COLUMNS.quarantine, rows.quarantine);
}

/** What the receipts put into each table but markets, in the order of {@link SMALL_COLUMNS}. */
export function smallTableRows(
  provenance: string,
  receipts: readonly Receipt[],
): Record<keyof typeof SMALL_COLUMNS, Cell[][]> {
  return {
    resolutions: lastResolutions(receipts).map(({ market, resolution, note }) => {
      const { payout, at, source } = resolution;
      return [market, payout, at, source, note, provenance];
    }),
    strikes: strikeRows(
      receipts.flatMap((receipt) => receipt.strikes),
      provenance,
    ),
    gaps: receipts
      .flatMap((receipt) => receipt.gaps)
      .map((gap) => [gap.market, gap.outcome, gap.from, gap.to, gap.reason, provenance]),
    quarantine: receipts
      .flatMap((receipt) => receipt.quarantine)
      .map(({ file, row, code, message, raw }) => [file, row, code, message, raw, provenance]),
  };
}

/** How much a source is worth where two units decide the same market. */
const RANK = { venue: 3, reference: 2, other_feed: 1, final_price: 0 } as const;

/** One resolution a market: the best source, then the latest unit; by market. */
function lastResolutions(receipts: readonly Receipt[]): ResolutionRecord[] {
  const best = new Map<number, ResolutionRecord>();
  for (const record of receipts.flatMap((receipt) => receipt.resolutions)) {
    const known = best.get(record.market);
    if (known === undefined || RANK[record.resolution.source] >= RANK[known.resolution.source]) {
      best.set(record.market, record);
    }
  }
  return [...best.values()].sort((a, b) => a.market - b.market);
}
