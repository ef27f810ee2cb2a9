import type { DatabaseSync } from 'node:sqlite';
import { ok, type Result } from '../../domain/result.ts';
import type { Page, RowChoice } from '../../server/dashboard/dashboard-sources.ts';
import type { Cell, Row } from '../../store/desk/desk-store.ts';
import { type DeskTableName, tableOf } from '../../store/desk/desk-tables.ts';
import { placeOf, placeText } from './page-place.ts';

/** A table of the store, and how its rows are told. */
export type PagedTable<Told> = {
  readonly table: DeskTableName;
  /** What tells the rows of a run apart, newest first: SQL, by the name of a column or not. */
  readonly order: readonly { readonly sql: string; readonly kind: 'string' | 'number' }[];
  readonly told: (row: Row) => Told;
};

/**
 * A page of rows: the runs that began last come first, and of each its newest rows. Rows that come
 * meanwhile move no later page. Refuses `bad_question`.
 */
export function storedPage<Told>(
  db: DatabaseSync,
  { table, order, told }: PagedTable<Told>,
  { run, before, most, ...choice }: RowChoice,
  equal: Readonly<Record<string, Cell | undefined>> = {},
): Result<Page<Told>> {
  const place = placeOf(before, ['string', ...order.map(({ kind }) => kind)]);
  if (!place.ok) return place;
  const [from, ...after] = place.value ?? [];
  const conditions = { strategy: choice.strategy, market: choice.market, ...equal };
  const wanted = Object.entries(conditions).filter(([, value]) => value !== undefined);
  const keys = order.map(({ sql }) => sql).join(', ');
  const marks = order.map(() => '?').join(', ');
  const select = (isFirst: boolean) =>
    [
      `SELECT *, ${order.map(({ sql }, i) => `${sql} AS place_${i}`).join(', ')} FROM ${table}`,
      'WHERE run = ?',
      ...wanted.map(([column]) => `AND ${columnOf(table, column)} = ?`),
      isFirst ? `AND (${keys}) < (${marks})` : '',
      `ORDER BY ${order.map(({ sql }) => `${sql} DESC`).join(', ')} LIMIT ?`,
    ].join(' ');
  const rows: Row[] = [];
  for (const one of runsFrom(db, run, from)) {
    const isFirst = one === from;
    const values = [one, ...wanted.map(([, value]) => value as Cell), ...(isFirst ? after : [])];
    const left = most + 1 - rows.length;
    rows.push(...(db.prepare(select(isFirst)).all(...values, left) as Row[]));
    if (rows.length > most) break;
  }
  const last = rows.length > most ? rows[most - 1] : undefined;
  const next =
    last === undefined
      ? null
      : placeText([last.run as string, ...order.map((_, i) => last[`place_${i}`] as string)]);
  return ok({ rows: rows.slice(0, most).map(told), next });
}

/** Only names of columns go into a question. */
function columnOf(table: DeskTableName, column: string): string {
  if (Object.hasOwn(tableOf(table).columns, column)) return column;
  throw new Error(`${table} has no column ${column}`);
}

/** Newest first, from that on. */
function runsFrom(db: DatabaseSync, run: string | undefined, from: unknown): string[] {
  if (run !== undefined) return [run];
  const sql = 'SELECT run FROM run ORDER BY began DESC, run DESC';
  const all = db.prepare(sql).all() as { run: string }[];
  const names = all.map((one) => one.run);
  return from === undefined ? names : names.slice(Math.max(0, names.indexOf(String(from))));
}
