import { join } from 'node:path';
import { GAP_REASONS } from '../domain/tape.ts';
import { ArchiveError } from './archive-error.ts';
import type { Duck } from './duck.ts';
import { TABLE_FILES } from './layout.ts';
import type { StoredMarket } from './market-row.ts';
import { type OpenDataset, SOURCES } from './open-datasets.ts';
import type { Receipt } from './receipt.ts';
import { SMALL_COLUMNS, smallTableRows } from './small-tables.ts';
import type { StoredRow } from './stored-row.ts';
import { type Cell, readTable } from './table-file.ts';
import type { Findings } from './verify-findings.ts';
import { type RowCheck, strikeCheck } from './verify-strikes.ts';

type Table = keyof typeof SMALL_COLUMNS;

const KEYS: Readonly<Record<Table, readonly string[]>> = {
  resolutions: ['market'],
  strikes: ['market', 'boundary'],
  gaps: ['market', 'outcome', 'from'],
  quarantine: ['code', 'file', 'row', 'message'],
};

/**
 * Reads winners, strikes, gaps and refused rows again: whether each value can be, and whether the
 * rows are those that the receipts vouch for.
 */
export async function verifyTables(
  duck: Duck,
  dataset: OpenDataset,
  markets: readonly StoredMarket[],
  receipts: readonly Receipt[],
  findings: Findings,
): Promise<void> {
  const { folder, manifest } = dataset;
  const checks: Readonly<Record<Table, RowCheck>> = {
    resolutions: resolutionCheck(markets),
    strikes: strikeCheck(markets),
    gaps: gapCheck(markets),
    quarantine: quarantineCheck(manifest.quarantine),
  };
  const written = smallTableRows(manifest.provenance, receipts);
  for (const table of Object.keys(checks) as Table[]) {
    const told = TABLE_FILES[table];
    const rows = await findings.reading(told, () =>
      readTable(duck, join(folder, told), SMALL_COLUMNS[table], KEYS[table]),
    );
    if (rows === undefined) continue;
    for (const [i, row] of rows.entries()) {
      const fault = faultOf(row, checks[table]);
      if (fault !== undefined) findings.add('table_values', `${told} row ${i + 1}: ${fault}`);
      const provenance = row.optionalText('provenance');
      if (provenance === manifest.provenance) continue;
      findings.add('provenance', `${told} row ${i + 1}: ${provenance}`);
    }
    if (table !== 'quarantine' && rows.length !== manifest.rows[table]) {
      const counted = `${rows.length} counted, ${manifest.rows[table]} in the manifest`;
      findings.add('recount', `${table}: ${counted}`);
    }
    compare(table, rows, written[table], findings);
  }
}

/** A broken cell is refused by the reading itself, in words. */
function faultOf(row: StoredRow, check: RowCheck): string | undefined {
  try {
    return check(row);
  } catch (error) {
    if (error instanceof ArchiveError) return error.message;
    throw error;
  }
}

/** The rows as a bag: provenance, which has a check of its own, is left out. */
function compare(
  table: Table,
  rows: readonly StoredRow[],
  written: readonly (readonly Cell[])[],
  findings: Findings,
): void {
  const columns = Object.keys(SMALL_COLUMNS[table]).filter((name) => name !== 'provenance');
  const missing = new Map<string, number>();
  for (const cells of written) {
    const line = JSON.stringify(cells.slice(0, columns.length));
    missing.set(line, (missing.get(line) ?? 0) + 1);
  }
  const told = TABLE_FILES[table];
  for (const [i, row] of rows.entries()) {
    const line = JSON.stringify(columns.map((name) => row.cell(name)));
    const left = missing.get(line) ?? 0;
    if (left > 0) missing.set(line, left - 1);
    else findings.add('table_content', `${told} row ${i + 1}: nobody wrote it so`);
  }
  for (const [line, left] of missing) {
    if (left > 0) findings.add('table_content', `${told}: ${line} is missing`);
  }
}

function resolutionCheck(markets: readonly StoredMarket[]): RowCheck {
  const seen = new Set<number>();
  return (row) => {
    const market = row.integer('market');
    row.oneOf('payout', [0, 500_000, 1_000_000]);
    row.oneOf('source', SOURCES);
    row.text('note');
    const at = row.integer('at');
    const facts = markets[market]?.facts;
    if (facts === undefined) return `market ${market} is not in the dataset`;
    if (seen.has(market)) return `market ${market} is decided twice`;
    seen.add(market);
    const { opensAt = 1 } = facts;
    return at >= opensAt ? undefined : `${facts.slug} is decided at ${at} µs, before it opened`;
  };
}

function gapCheck(markets: readonly StoredMarket[]): RowCheck {
  return (row) => {
    const market = row.integer('market');
    row.oneOf('outcome', [0, 1]);
    row.oneOf('reason', GAP_REASONS);
    const from = row.integer('from');
    const to = row.optionalInteger('to') ?? from;
    if (markets[market] === undefined) return `market ${market} is not in the dataset`;
    return to >= from ? undefined : `the gap ends at ${to} µs, before it begins`;
  };
}

/** The first rows of each code are kept, so there may be fewer than were counted. */
function quarantineCheck(counted: Readonly<Record<string, number>>): RowCheck {
  const seen = new Map<string, number>();
  return (row) => {
    const code = row.text('code');
    const number = row.integer('row');
    const rows = (seen.get(code) ?? 0) + 1;
    seen.set(code, rows);
    const most = counted[code];
    if (number < 0) return `row ${number} of ${row.text('file')} cannot be`;
    if (most === undefined) return `${code} is none of the manifest's codes`;
    return rows <= most ? undefined : `${code}: ${rows} rows, ${most} in the manifest`;
  };
}
