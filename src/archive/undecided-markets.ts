import { join } from 'node:path';
import type { MarketFacts } from '../domain/market-facts.ts';
import type { Timestamp } from '../domain/units.ts';
import { Duck, sqlText } from './duck.ts';
import { datasetFolder, TABLE_FILES } from './layout.ts';
import { readManifest } from './manifest-file.ts';
import { MARKET_COLUMNS, marketOfRow } from './market-row.ts';
import { readTable } from './table-file.ts';

/** A market that a recorder took in and whose winner the dataset lacks. */
export type UndecidedMarket = {
  /** In its dataset. */
  readonly number: number;
  readonly facts: MarketFacts;
  /** Receipt of the last that is known of its books and prints, µs; undefined: nothing is. */
  readonly lastHeard: Timestamp | undefined;
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
  const decided = `SELECT market FROM read_parquet(${sqlText(join(folder, TABLE_FILES.resolutions))})`;
  const where = `known_since IS NOT NULL AND market NOT IN (${decided})`;
  const duck = await Duck.open();
  try {
    const path = join(folder, TABLE_FILES.markets);
    const rows = await readTable(duck, path, MARKET_COLUMNS, ['market'], where);
    return rows
      .map(marketOfRow)
      .map(({ number, facts }) => ({
        number,
        facts,
        lastHeard: heard.get(number) as Timestamp | undefined,
      }))
      .filter(({ facts, lastHeard }) => Math.max(facts.knownSince ?? 0, lastHeard ?? 0) >= since);
  } finally {
    duck.close();
  }
}
