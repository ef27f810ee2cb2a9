import { type Duck, type DuckRow, sqlText } from '../duck.ts';
import { ENTRY_COLUMNS, FACT_COLUMNS, STAND_COLUMNS, WINNER_COLUMNS } from './catalogue-entry.ts';

// Tables in a DuckDB that has nothing else: `known`, as it stood; `news`, rows as they came.
// merged: what becomes of the markets among the news. Everything is by the venue's row number, so
// that rows which come twice change nothing.

/** Columns of `markets.parquet` besides those of every dataset, for the readers of a catalogue. */
const KEPT = ['row_id', ...Object.keys({ ...FACT_COLUMNS, ...STAND_COLUMNS, ...WINNER_COLUMNS })];

/** Rows as they came; an inbox that is not there has none. */
export async function loadNews(duck: Duck, inbox: string | undefined): Promise<void> {
  const columns = Object.entries(ENTRY_COLUMNS).map(([name, type]) => `"${name}": '${type}'`);
  const rows = `read_json(${sqlText(inbox ?? '')}, format = 'newline_delimited',
    columns = {${columns.join(', ')}})`;
  const empty = Object.entries(ENTRY_COLUMNS).map(([name, type]) => `NULL::${type} AS "${name}"`);
  const source = inbox === undefined ? `(SELECT ${empty.join(', ')} WHERE false)` : rows;
  await duck.run(`CREATE OR REPLACE TEMP TABLE news AS SELECT * FROM ${source}`);
}

/** The markets of an earlier merge; `path` undefined: none. */
export async function loadKnown(duck: Duck, path: string | undefined): Promise<void> {
  const empty = ['market', ...KEPT, 'contradicted_at', 'contradicted_payout'].map((name) => {
    const type = { ...ENTRY_COLUMNS, market: 'BIGINT' }[name] ?? 'BIGINT';
    return `NULL::${type} AS "${name}"`;
  });
  const columns = ['market', ...KEPT, 'contradicted_at', 'contradicted_payout'].join(', ');
  const none = `SELECT ${empty.join(', ')} WHERE false`;
  // A table that was written before a column was thought of says nothing in it.
  const all =
    path === undefined
      ? none
      : `${none} UNION ALL BY NAME SELECT * FROM read_parquet(${sqlText(path)})`;
  await duck.run(`CREATE OR REPLACE TEMP VIEW known AS SELECT ${columns} FROM (${all})`);
}

/**
 * Makes `merged` of `known` and `news`. Facts: the newest that is known. Prices and state: as they
 * were last. The winner: the first that was known; another one, or a dispute after it, is noted as
 * a contradiction and changes nothing else.
 */
export async function mergeEntries(duck: Duck): Promise<void> {
  const kept = KEPT.map((name) => `"${name}"`).join(', ');
  // Answers come out of caches: what the venue changed later is newer, whenever it was seen.
  await duck.run(`CREATE OR REPLACE TEMP TABLE seen AS
    SELECT *, row_number() OVER (
      PARTITION BY row_id ORDER BY coalesce(updated_at, seen_at), seen_at, is_news) AS age
    FROM (
      SELECT market, ${kept}, contradicted_at, contradicted_payout, 0 AS is_news
        FROM known WHERE row_id IN (SELECT row_id FROM news WHERE refused_code IS NULL)
      UNION ALL
      SELECT NULL, ${kept}, NULL, NULL, 1 FROM news WHERE refused_code IS NULL
    )`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE winners AS
    SELECT row_id, arg_min(payout, turn) AS payout, arg_min(decided_at, turn) AS decided_at,
      arg_min(age, turn) AS age
    FROM (SELECT *, is_news * 1000000000 + age AS turn FROM seen WHERE payout IS NOT NULL)
    GROUP BY row_id`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE doubts AS
    SELECT seen.row_id, arg_min(seen.seen_at, seen.seen_at) AS contradicted_at,
      arg_min_null(seen.payout, seen.seen_at) AS contradicted_payout
    FROM seen JOIN winners USING (row_id)
    WHERE is_news = 1 AND (seen.payout <> winners.payout
      OR (seen.payout IS NULL AND seen.status = 'disputed' AND seen.age > winners.age))
    GROUP BY seen.row_id`);
  const newest = Object.keys(FACT_COLUMNS).map(
    (name) => `arg_max("${name}", age) FILTER ("${name}" IS NOT NULL) AS "${name}"`,
  );
  const last = Object.keys(STAND_COLUMNS).map(
    (name) => `arg_max_null("${name}", age) AS "${name}"`,
  );
  await duck.run(`CREATE OR REPLACE TEMP TABLE merged AS
    SELECT coalesce(market, (SELECT coalesce(max(market), -1) FROM known) + row_number() OVER (
        PARTITION BY market IS NULL ORDER BY TRY_CAST(row_id AS BIGINT), row_id)) AS market,
      * EXCLUDE (market, state, told_at, told_payout, contradicted_at, contradicted_payout),
      CASE WHEN payout IS NULL THEN state ELSE 'resolved' END AS state,
      coalesce(told_at, contradicted_at) AS contradicted_at,
      CASE WHEN told_at IS NULL THEN contradicted_payout ELSE told_payout END
        AS contradicted_payout,
      market IS NULL AS is_new
    FROM (
      SELECT row_id, max(market) AS market, ${[...newest, ...last].join(', ')},
        max(contradicted_at) AS told_at, max(contradicted_payout) AS told_payout
      FROM seen GROUP BY row_id
    ) LEFT JOIN (SELECT row_id, payout, decided_at FROM winners) USING (row_id)
      LEFT JOIN doubts USING (row_id)`);
}

/** What a merge has changed. */
export type CatalogueChanges = {
  /** Markets never seen before, those that were decided since, and others with new facts. */
  readonly fresh: number;
  readonly resolved: number;
  readonly changed: number;
  /** Slugs of markets whose winner the venue took back or disputed, told for the first time. */
  readonly contradicted: readonly string[];
};

export async function changesOf(duck: Duck): Promise<CatalogueChanges> {
  const facts = [...Object.keys(FACT_COLUMNS), 'state'];
  const differs = facts.map((name) => `merged."${name}" IS DISTINCT FROM known."${name}"`);
  const [row] = await duck.rows(`SELECT
      count(*) FILTER (is_new) AS fresh,
      count(*) FILTER (is_decided) AS resolved,
      count(*) FILTER (NOT is_new AND NOT is_decided AND differs) AS changed
    FROM (SELECT is_new, merged.payout IS NOT NULL AND known.payout IS NULL AS is_decided,
      ${differs.join(' OR ')} AS differs
      FROM merged LEFT JOIN known USING (row_id))`);
  const doubted = await duck.rows(`SELECT merged.slug AS slug FROM merged
    LEFT JOIN known USING (row_id)
    WHERE merged.contradicted_at IS NOT NULL AND known.contradicted_at IS NULL ORDER BY 1`);
  return {
    fresh: numberOf(row, 'fresh'),
    resolved: numberOf(row, 'resolved'),
    changed: numberOf(row, 'changed'),
    contradicted: doubted.map(({ slug }) => String(slug)),
  };
}

function numberOf(row: DuckRow | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}
