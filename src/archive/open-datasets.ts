import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resolution } from '../domain/market.ts';
import type { Timestamp } from '../domain/units.ts';
import { ArchiveError } from './archive-error.ts';
import { type Duck, sqlText } from './duck.ts';
import { DATASET_PREFIX, datasetFolder, TABLE_FILES, VENUE_FOLDER } from './layout.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './manifest-file.ts';
import { MARKET_COLUMNS, marketOfRow, type StoredMarket } from './market-row.ts';
import { SMALL_COLUMNS } from './small-tables.ts';
import { readTable } from './table-file.ts';

/** How a winner can be known. */
export const SOURCES = ['venue', 'reference', 'other_feed', 'final_price'] as const;

/** A dataset ready to be read. */
export type OpenDataset = { readonly folder: string; readonly manifest: Manifest };

/** A stored resolution and what is known of its worth. */
export type StoredResolution = { readonly resolution: Resolution; readonly note: string };

/**
 * The finished datasets of an archive, by name; only `names` when given.
 * @throws ArchiveError when the folder is no archive, a name is not in it, or one is unfinished.
 */
export async function openDatasets(
  root: string,
  names?: readonly string[] | undefined,
): Promise<OpenDataset[]> {
  const found = await datasetNames(root);
  for (const name of names ?? []) {
    if (found.includes(name)) continue;
    const known = found.join(', ');
    throw new ArchiveError('not_found', `no dataset "${name}" in ${root}; it holds: ${known}`);
  }
  const open: OpenDataset[] = [];
  for (const name of names === undefined ? found : [...new Set(names)].sort()) {
    const folder = datasetFolder(root, name);
    const manifest = await readManifest(folder);
    if (manifest === undefined) {
      const remedy = 'its import was interrupted: run the import again to finish it';
      throw new ArchiveError('archive_damaged', `dataset ${name} has no manifest; ${remedy}`);
    }
    open.push({ folder, manifest });
  }
  return open;
}

/** Those of them that are finished; none where the folder is no archive. @throws ArchiveError */
export async function finishedDatasets(root: string): Promise<OpenDataset[]> {
  const finished: OpenDataset[] = [];
  for (const name of await namesIn(root)) {
    const folder = datasetFolder(root, name);
    const manifest = await readManifest(folder);
    if (manifest !== undefined) finished.push({ folder, manifest });
  }
  return finished;
}

async function namesIn(root: string): Promise<string[]> {
  const entries = await readdir(join(root, VENUE_FOLDER)).catch(() => []);
  return entries
    .filter((entry) => entry.startsWith(DATASET_PREFIX))
    .map((entry) => entry.slice(DATASET_PREFIX.length))
    .sort();
}

async function datasetNames(root: string): Promise<string[]> {
  const names = await namesIn(root);
  if (names.length > 0) return names;
  const remedy =
    'fill it with `polydesk archive import <recording> --to <folder>`, `polydesk record`, or for ' +
    'a catalogue with `polydesk markets scan`';
  throw new ArchiveError('not_found', `${root} holds no archive: ${remedy}`);
}

/**
 * In order of their numbers; only those of these slugs when `slugs` is given.
 * @throws ArchiveError, as do the other readers here, when damaged.
 */
export async function readMarkets(
  duck: Duck,
  { folder }: OpenDataset,
  slugs?: readonly string[],
): Promise<StoredMarket[]> {
  const path = join(folder, TABLE_FILES.markets);
  const where = slugs === undefined ? 'true' : isAmong('slug', slugs.map(sqlText));
  return (await readTable(duck, path, MARKET_COLUMNS, ['market'], where)).map(marketOfRow);
}

/** By market number; only of these markets when `markets` is given. */
export async function readResolutions(
  duck: Duck,
  { folder }: OpenDataset,
  markets?: readonly number[],
): Promise<Map<number, StoredResolution>> {
  const path = join(folder, TABLE_FILES.resolutions);
  const where = markets === undefined ? 'true' : isAmong('market', markets);
  const rows = await readTable(duck, path, SMALL_COLUMNS.resolutions, ['market'], where);
  return new Map(
    rows.map((row) => [
      row.integer('market'),
      {
        resolution: {
          payout: row.oneOf('payout', [0, 500_000, 1_000_000] as const),
          at: row.integer('at') as Timestamp,
          source: row.oneOf('source', SOURCES),
        },
        note: row.text('note'),
      },
    ]),
  );
}

function isAmong(column: string, values: readonly (string | number)[]): string {
  return values.length === 0 ? 'false' : `"${column}" IN (${values.join(', ')})`;
}

/** How our own prices at the ends of windows stand beside the venue's. */
export type StrikeTotals = {
  readonly agreed: number;
  readonly differed: number;
  /** Known to us, not told by the venue. */
  readonly unchecked: number;
  /** Not known to us, whether the venue told it or not. */
  readonly unknown: number;
};

export async function readStrikes(duck: Duck, dataset: OpenDataset): Promise<StrikeTotals> {
  const path = join(dataset.folder, TABLE_FILES.strikes);
  const totals = { agreed: 0, differed: 0, unchecked: 0, unknown: 0 };
  for (const row of await readTable(duck, path, SMALL_COLUMNS.strikes, ['market', 'boundary'])) {
    const difference = row.optionalInteger('difference');
    if (difference !== undefined) totals[difference === 0 ? 'agreed' : 'differed']++;
    else totals[row.optionalInteger('own') === undefined ? 'unknown' : 'unchecked']++;
  }
  return totals;
}

/** A hole in one token's series; `to` undefined: to its end. */
export type StoredGap = {
  readonly market: number;
  readonly outcome: number;
  readonly from: number;
  readonly to: number | undefined;
  readonly reason: string;
};

export async function readGaps(duck: Duck, { folder }: OpenDataset): Promise<StoredGap[]> {
  const path = join(folder, TABLE_FILES.gaps);
  const rows = await readTable(duck, path, SMALL_COLUMNS.gaps, ['market', 'outcome', 'from']);
  return rows.map((row) => ({
    market: row.integer('market'),
    outcome: row.integer('outcome'),
    from: row.integer('from'),
    to: row.optionalInteger('to'),
    reason: row.text('reason'),
  }));
}

/** A source row that an import refused; rows count from 1. */
export type QuarantinedRow = {
  readonly file: string;
  readonly row: number;
  readonly message: string;
};

/** The first rows of each reason code, at most `perCode`, by file and row. */
export async function readQuarantine(
  duck: Duck,
  { folder, manifest }: OpenDataset,
  perCode: number,
): Promise<Record<string, readonly QuarantinedRow[]>> {
  if (manifest.rows.quarantine === 0) return {};
  const path = join(folder, TABLE_FILES.quarantine);
  const byCode = new Map<string, QuarantinedRow[]>();
  for (const one of await readTable(duck, path, SMALL_COLUMNS.quarantine, QUARANTINE_KEY)) {
    const code = one.text('code');
    const first = byCode.get(code) ?? [];
    if (first.length === perCode) continue;
    first.push({ file: one.text('file'), row: one.integer('row'), message: one.text('message') });
    byCode.set(code, first);
  }
  return Object.fromEntries(byCode);
}

/** The text last: one row may be refused twice for one reason. */
const QUARANTINE_KEY = ['code', 'file', 'row', 'message'];
