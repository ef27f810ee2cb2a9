import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { ProfitRow } from '../../notify/desk-line.ts';
import type { DeskRow } from '../../screen/desk-document.ts';
import { readDeskStore } from '../../store/desk/desk-store.ts';
import { StoreError } from '../../store/desk/store-error.ts';
import { storePath } from '../store/kept-store.ts';

/** A simulated round of a run at the venue was on paper, also where the run had begun live. */
const SQL = `
  SELECT t.strategy, count(*) AS trades, sum(t.net > 0) AS won, sum(t.net) AS net,
    sum(t.fees) AS fees
  FROM trade t JOIN run r ON r.run = t.run
  WHERE t.state = 'counted' AND t.closed >= ?
    AND (r.provenance = 'simulated') = ?
    AND CASE WHEN t.provenance = 'simulated' AND r.provenance <> 'simulated' THEN 'paper'
      ELSE r.mode END = ?
  GROUP BY t.strategy ORDER BY t.strategy`;

/**
 * What rounds that ended since then brought each strategy, in all runs that an archive has of a
 * desk's mode and at prices like its own: real money and simulated money are never added up, nor is
 * what was made of real prices and of invented ones. Refuses with the code of the store where it
 * cannot be read.
 */
export function storedProfit(
  root: string,
  desk: Pick<DeskRow, 'mode' | 'provenance'>,
  since: Timestamp | undefined,
): Result<readonly ProfitRow[]> {
  try {
    const said = [since ?? 0, desk.provenance === 'simulated' ? 1 : 0, desk.mode];
    const rows = readDeskStore(storePath(root), (db) => db.prepare(SQL).all(...said));
    return ok(
      rows.map((row) => ({
        strategy: String(row.strategy ?? 'unknown'),
        ...{ trades: Number(row.trades), won: Number(row.won) },
        ...{ net: Number(row.net), fees: Number(row.fees) },
      })),
    );
  } catch (error) {
    if (error instanceof StoreError) return refuse(error.code, error.message);
    return refuse('no_store', `the store cannot be read: ${error}`);
  }
}
