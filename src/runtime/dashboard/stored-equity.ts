import type { DatabaseSync } from 'node:sqlite';
import type { RunEquity } from '../../server/dashboard/history.ts';

/** A picture needs no more of either; in between points are left out, never the last. */
const RUNS_MOST = 100;
const POINTS_MOST = 4_000;

/** What it began with: dollars, and what it held by what that had cost. */
const RUNS =
  'SELECT run, provenance, mode, began, ended, capital + coalesce((SELECT ' +
  "sum(json_extract(value, '$.cost')) FROM json_each(configuration, '$.opening.positions')), 0) " +
  'AS worth FROM run WHERE capital IS NOT NULL AND coalesce(ended, ?) >= ? ' +
  'ORDER BY began DESC, run DESC LIMIT ?';

/** Of a run that had begun live without what it did on paper, once it had left the venue. */
const CLOSED =
  "SELECT closed, net FROM trade WHERE run = ? AND state = 'counted' AND closed IS NOT NULL " +
  "AND (? <> 'live' OR provenance = ?) ORDER BY closed";

type Run = Omit<RunEquity, 'points'> & { readonly worth: number };
type Closed = { readonly closed: number; readonly net: number };

/**
 * What each run was worth with what it held at cost, newest first: from what it began with, trade
 * by trade as they ended. Runs that had ended before `since`, µs, are left out.
 */
export function storedEquity(db: DatabaseSync, since: number): RunEquity[] {
  // One without an end goes on, or broke off at a time that nobody wrote down.
  const runs = db.prepare(RUNS).all(Number.MAX_SAFE_INTEGER, since, RUNS_MOST) as Run[];
  const closed = db.prepare(CLOSED);
  const most = Math.floor(POINTS_MOST / Math.max(1, runs.length));
  return runs.map(({ worth: beganWith, ...run }) => {
    let worth = beganWith;
    const points = [{ at: run.began, worth }];
    for (const trade of closed.all(run.run, run.mode, run.provenance) as Closed[]) {
      worth += trade.net;
      points.push({ at: trade.closed, worth });
    }
    const step = Math.ceil(points.length / most);
    const kept = points.filter((_, i) => i % step === 0 || i === points.length - 1);
    if (run.ended !== null && run.ended > (kept.at(-1)?.at ?? 0)) {
      kept.push({ at: run.ended, worth });
    }
    return { ...run, points: kept };
  });
}
