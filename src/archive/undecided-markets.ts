import { join } from 'node:path';
import type { MarketFacts } from '../domain/market-facts.ts';
import type { Timestamp } from '../domain/units.ts';
import { Duck, sqlText } from './duck.ts';
import { datasetFolder, TABLE_FILES } from './layout.ts';
import { readManifest } from './manifest-file.ts';
import { MARKET_COLUMNS, marketOfRow } from './market-row.ts';
import { SMALL_COLUMNS } from './small-tables.ts';
import { readTable } from './table-file.ts';

/** A market that a recorder took in and whose winner the dataset lacks. */
export type UndecidedMarket = {
  /** In its dataset. */
  readonly number: number;
  readonly facts: MarketFacts;
  /** Since when nothing is known of its books and prints, µs; undefined: nothing ever was. */
  readonly knownUntil: Timestamp | undefined;
};

/**
 * The markets of a recorded dataset that were heard of at `since` or later and are not decided, as
 * far as the dataset goes; none of one that does not exist.
 * @throws ArchiveError when it is damaged.
 */
export async function undecidedMarkets(
  root: string,
  dataset: string,
  since: Timestamp,
): Promise<readonly UndecidedMarket[]> {
  const folder = datasetFolder(root, dataset);
  const manifest = await readManifest(folder);
  if (manifest === undefined) return [];
  const heard = new Map<number, number>();
  for (const { market, to } of manifest.series) {
    heard.set(market, Math.max(to, heard.get(market) ?? 0));
  }
  const resolutions = sqlText(join(folder, TABLE_FILES.resolutions));
  const decided = `SELECT market FROM read_parquet(${resolutions})`;
  const where = `known_since IS NOT NULL AND market NOT IN (${decided})`;
  const duck = await Duck.open();
  try {
    const lost = await lostSince(duck, folder);
    const path = join(folder, TABLE_FILES.markets);
    const rows = await readTable(duck, path, MARKET_COLUMNS, ['market'], where);
    return rows
      .map(marketOfRow)
      .filter(({ number, facts }) => {
        return Math.max(facts.knownSince ?? 0, heard.get(number) ?? 0) >= since;
      })
      .map(({ number, facts }) => {
        const knownUntil = lost.get(number) ?? heard.get(number);
        return { number, facts, knownUntil: knownUntil as Timestamp | undefined };
      });
  } finally {
    duck.close();
  }
}

/** Where the books of markets end in a hole, by market: from where on. */
async function lostSince(duck: Duck, folder: string): Promise<ReadonlyMap<number, number>> {
  const path = join(folder, TABLE_FILES.gaps);
  const key = ['market', 'outcome', 'from'];
  const rows = await readTable(duck, path, SMALL_COLUMNS.gaps, key, '"to" IS NULL');
  const lost = new Map<number, number>();
  for (const row of rows) {
    const market = row.integer('market');
    lost.set(market, Math.min(row.integer('from'), lost.get(market) ?? Number.POSITIVE_INFINITY));
  }
  return lost;
}
