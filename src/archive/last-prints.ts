import { join } from 'node:path';
import type { Outcome } from '../domain/ids.ts';
import { ASK, type Side } from '../domain/side.ts';
import { KIND_TRADE } from '../domain/tape.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import { ArchiveError } from './archive-error.ts';
import { Duck, sqlText } from './duck.ts';
import { datasetFolder } from './layout.ts';
import { readManifest } from './manifest-file.ts';
import { StoredRow } from './stored-row.ts';

export type StoredPrint = {
  readonly market: number;
  readonly outcome: Outcome;
  readonly tsEvent: Timestamp;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
};

/**
 * The prints of some markets of a recorded dataset that were received at a moment of each or later,
 * in no order; none of a dataset that does not exist. @throws ArchiveError when it is damaged.
 */
export async function lastPrints(
  root: string,
  dataset: string,
  since: ReadonlyMap<number, Timestamp>,
): Promise<readonly StoredPrint[]> {
  const folder = datasetFolder(root, dataset);
  const manifest = await readManifest(folder);
  const soonest = (market: number) => since.get(market) ?? Number.POSITIVE_INFINITY;
  const files = (manifest?.files ?? []).filter(
    ({ table, markets, to }) => table === 'events' && markets.some((one) => soonest(one) <= to),
  );
  if (files.length === 0) return [];
  const paths = files.map(({ path }) => sqlText(join(folder, path))).join(', ');
  const wanted = [...since].map(([market, at]) => `(${market}, ${at})`).join(', ');
  const duck = await Duck.open();
  try {
    const rows = await duck.rows(`SELECT e.market, token, ts_event, side, price, size
      FROM read_parquet([${paths}]) e JOIN (VALUES ${wanted}) w(market, since)
        ON e.market = w.market AND ts_init >= w.since
      WHERE kind = ${KIND_TRADE} AND ts_init >= ${Math.min(...since.values())}`);
    return rows.map((row, i) => printOf(new StoredRow(row, folder, i + 1)));
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('archive_damaged', `events of ${folder} cannot be read`, cause);
  } finally {
    duck.close();
  }
}

function printOf(row: StoredRow): StoredPrint {
  return {
    market: row.integer('market'),
    outcome: row.oneOf('token', [0, 1] as const),
    tsEvent: row.integer('ts_event') as Timestamp,
    // The side of the book that was hit.
    side: row.integer('side') === ASK ? 'buy' : 'sell',
    price: row.integer('price') as Price,
    size: row.integer('size') as Shares,
  };
}
