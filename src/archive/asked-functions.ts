import { ok, type Result, refuse } from '../domain/result.ts';
import type { Duck } from './duck.ts';

/**
 * What may stand in FROM. All others are refused: they read files, write them or print (`glob`,
 * `enable_logging`, `checkpoint`), or run SQL from a text (`query`). Of DuckDB 1.5.5.
 */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['generate_series', 'histogram', 'json_each', 'json_tree', 'range', 'repeat', 'unnest'],
  ...['duckdb_columns', 'duckdb_functions', 'duckdb_keywords', 'duckdb_schemas'],
  ...['duckdb_settings', 'duckdb_tables', 'duckdb_types', 'duckdb_views', 'pragma_version'],
  ...['icu_calendar_names', 'pg_timezone_names', 'pragma_table_info'],
]);

/** These do something, or wait, or plan a text of SQL; a test holds them against the engine. */
export const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['write_log', 'setseed', 'sleep_ms', 'pg_sleep', 'nextval', 'currval', 'json_serialize_plan'],
]);

/**
 * Refuses `not_reading` where a statement calls what is no mere computation. The value: whether
 * it could be looked at, which only a SELECT can. Nothing of it is bound or run: the parser tells
 * its tree, in which names are without quotes and the schema stands apart.
 */
export async function requireHarmless(duck: Duck, sql: string): Promise<Result<boolean>> {
  const text = sql.replaceAll("'", "''");
  const [row] = await duck.rows(`SELECT json_serialize_sql('${text}')::VARCHAR AS tree`);
  const tree = JSON.parse(String(row?.tree));
  if (tree.error !== false) return ok(false);
  const harmful = findHarmful(tree);
  if (harmful === undefined) return ok(true);
  return refuse('not_reading', `${harmful}() is no function to ask by: docs/query.md has the rule`);
}

/** The first function in the tree of a statement that may not be called. */
function findHarmful(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, function: called, function_name } = node as Readonly<Record<string, unknown>>;
  if (type === 'TABLE_FUNCTION') {
    const name = nameOf((called as { function_name?: unknown } | undefined)?.function_name);
    if (!TABLE_FUNCTIONS.has(name)) return name;
  }
  if (function_name !== undefined && REFUSED_FUNCTIONS.has(nameOf(function_name))) {
    return nameOf(function_name);
  }
  for (const child of Object.values(node)) {
    const harmful = findHarmful(child);
    if (harmful !== undefined) return harmful;
  }
  return undefined;
}

const nameOf = (told: unknown) => String(told).toLowerCase();
