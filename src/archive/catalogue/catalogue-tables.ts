import { createHash } from 'node:crypto';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provenance } from '../../domain/provenance.ts';
import { type Duck, type DuckRow, sqlText } from '../duck.ts';
import { TABLE_FILES } from '../layout.ts';
import { LATER_COLUMNS, MARKET_COLUMNS } from '../market-row.ts';
import { SMALL_COLUMNS } from '../small-tables.ts';
import { FACT_COLUMNS, STAND_COLUMNS, WINNER_COLUMNS } from './catalogue-entry.ts';

// Writes the tables of a catalogue's dataset out of `known`, `merged` and `news` (see
// merge-entries.ts), each whole or not at all. `markets` holds everything that is known; the others
// follow from it, so a merge that was killed between them is made up for by the next one.

/** How many a catalogue has of what. */
export type CatalogueCounts = {
  readonly markets: number;
  readonly resolutions: number;
  readonly contradicted: number;
  /** Markets by state, as of when each was seen last. */
  readonly states: Readonly<Record<string, number>>;
  /** By reason code. */
  readonly refused: Readonly<Record<string, number>>;
  /** When the last row came, µs; undefined: none has. */
  readonly asOf: number | undefined;
  readonly contentHash: string;
};

/** In this order: what every dataset has, then what only a catalogue knows. */
const OWN_COLUMNS = Object.keys({
  row_id: 0,
  ...FACT_COLUMNS,
  ...STAND_COLUMNS,
  ...WINNER_COLUMNS,
}).filter((name) => !(name in MARKET_COLUMNS) && !(name in LATER_COLUMNS));

export async function writeMarkets(
  duck: Duck,
  folder: string,
  provenance: Provenance,
): Promise<void> {
  const columns = [
    ...Object.entries({ ...MARKET_COLUMNS, ...LATER_COLUMNS }).map(([name]) => {
      if (name === 'provenance') return `${sqlText(provenance)} AS provenance`;
      return name === 'ticks_0' || name === 'ticks_1' ? `'[]' AS ${name}` : `"${name}"`;
    }),
    ...OWN_COLUMNS.map((name) => `"${name}"`),
    'contradicted_at',
    'contradicted_payout',
  ].join(', ');
  await copy(
    duck,
    join(folder, TABLE_FILES.markets),
    `SELECT ${columns} FROM known WHERE row_id NOT IN (SELECT row_id FROM merged)
     UNION ALL SELECT ${columns} FROM merged`,
  );
}

/** The others, once `markets` is written. */
export async function writeOthers(
  duck: Duck,
  folder: string,
  provenance: Provenance,
  hasQuarantine: boolean,
): Promise<void> {
  const path = (table: keyof typeof TABLE_FILES) => join(folder, TABLE_FILES[table]);
  const by = sqlText(provenance);
  await copy(
    duck,
    path('resolutions'),
    `SELECT market, payout, decided_at AS "at", 'venue' AS source,
       'Gamma, strict winner rule' || CASE WHEN contradicted_at IS NULL THEN ''
         ELSE '; contradicted: at ' || contradicted_at || ' µs the venue said '
           || coalesce('that it pays ' || contradicted_payout, 'that it is disputed') END AS note,
       ${by} AS provenance
     FROM read_parquet(${sqlText(path('markets'))}) WHERE payout IS NOT NULL ORDER BY market`,
  );
  for (const table of ['strikes', 'gaps'] as const) {
    await copy(duck, path(table), `SELECT ${nothing(SMALL_COLUMNS[table])} WHERE false`);
  }
  const before = hasQuarantine
    ? `SELECT "row" AS id, code, message, raw, 0 AS turn
         FROM read_parquet(${sqlText(path('quarantine'))}) UNION ALL`
    : '';
  // A row that became readable is refused no more.
  await copy(
    duck,
    path('quarantine'),
    `SELECT 'Gamma /markets' AS file, id AS "row", arg_max(code, turn) AS code,
       arg_max(message, turn) AS message, arg_max(raw, turn) AS raw, ${by} AS provenance
     FROM (${before} SELECT TRY_CAST(row_id AS BIGINT) AS id, refused_code AS code,
       refused_message AS message, coalesce(slug, '') AS raw, seen_at AS turn
       FROM news WHERE refused_code IS NOT NULL)
     WHERE id NOT IN (SELECT TRY_CAST(row_id AS BIGINT)
       FROM read_parquet(${sqlText(path('markets'))}))
     GROUP BY id ORDER BY id`,
  );
}

export async function countCatalogue(duck: Duck, folder: string): Promise<CatalogueCounts> {
  const path = (table: keyof typeof TABLE_FILES) =>
    `read_parquet(${sqlText(join(folder, TABLE_FILES[table]))})`;
  const [totals] = await duck.rows(`SELECT count(*) AS markets, count(payout) AS resolutions,
    count(contradicted_at) AS contradicted, max(seen_at) AS as_of FROM ${path('markets')}`);
  const states = await duck.rows(
    `SELECT state AS name, count(*) AS times FROM ${path('markets')} GROUP BY 1 ORDER BY 1`,
  );
  const refused = await duck.rows(
    `SELECT code AS name, count(*) AS times FROM ${path('quarantine')} GROUP BY 1 ORDER BY 1`,
  );
  const number = (name: string) => Number(totals?.[name] ?? 0);
  return {
    markets: number('markets'),
    resolutions: number('resolutions'),
    contradicted: number('contradicted'),
    states: byName(states),
    refused: byName(refused),
    asOf: number('as_of') === 0 ? undefined : number('as_of'),
    contentHash: await hashCatalogue(duck, folder),
  };
}

/** Bytes of its tables. */
export async function bytesOfTables(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of Object.values(TABLE_FILES)) {
    bytes += (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}

/**
 * Of facts, states and winners, in whatever order they stand: each row is hashed, and the hashes
 * are added up. When a row was seen, and prices and volumes, are no part of it: seen again and
 * unchanged, a catalogue keeps its hash.
 */
async function hashCatalogue(duck: Duck, folder: string): Promise<string> {
  const free = [...Object.keys(STAND_COLUMNS).filter((name) => name !== 'state'), 'market'];
  const [row] = await duck.rows(`SELECT count(*) AS rows,
      sum(md5_number_lower(line)::HUGEINT)::VARCHAR AS low,
      sum(md5_number_upper(line)::HUGEINT)::VARCHAR AS high
    FROM (SELECT to_json(cells)::VARCHAR AS line FROM (
      SELECT * EXCLUDE (${free.join(', ')})
      FROM read_parquet(${sqlText(join(folder, TABLE_FILES.markets))})) AS cells)`);
  const text = `catalogue ${row?.rows} ${row?.low} ${row?.high}`;
  return createHash('sha256').update(text).digest('hex');
}

async function copy(duck: Duck, path: string, sql: string): Promise<void> {
  const temporary = `${path}.tmp`;
  await duck.run(`COPY (${sql}) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd)`);
  await rename(temporary, path);
}

function nothing(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, type]) => `NULL::${type} AS "${name}"`)
    .join(', ');
}

function byName(rows: readonly DuckRow[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ name, times }) => [String(name), Number(times)]));
}
