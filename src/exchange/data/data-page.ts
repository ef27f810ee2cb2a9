import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { type Place, placeOf } from './fill-order.ts';
import type { OwnFill } from './holding.ts';

const LIMIT_USUAL = 100;
const FIRST_LIMIT_MOST = 500;
const SECOND_LIMIT_MOST = 1_000;

/** Version 1: a bare list by offset. */
export function firstPage<T>(rows: Iterable<T>, query: Query): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const limit = Math.min(query.count('limit') ?? LIMIT_USUAL, FIRST_LIMIT_MOST);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  return ok(stretch(rows, offset, limit));
}

/**
 * Version 2: pages by cursors, which hold for the filter that they came with. `grows`: where the
 * list gets new rows while it is read. Cursors count from the other end, so none comes twice.
 */
export function secondPage<T>(
  rows: readonly T[],
  query: Query,
  filter: unknown,
  rowOf: (row: T) => Row,
  grows: 'first' | 'last' = 'first',
): Result<Row> {
  const limit = Math.min(query.count('limit') ?? LIMIT_USUAL, SECOND_LIMIT_MOST);
  const cursor = query.text('cursor');
  const asked = query.count('offset') ?? 0;
  const counted = cursor === undefined ? undefined : readCursor(cursor, filter, 1)?.[0];
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (cursor !== undefined && counted === undefined) {
    return refuse('invalid_cursor', 'invalid cursor');
  }
  const fromOther = (count: number) => (grows === 'first' ? rows.length - count : count);
  const offset = counted === undefined ? asked : Math.max(fromOther(counted), 0);
  const page = rows.slice(offset, offset + limit);
  const end = offset + page.length;
  const next = end < rows.length ? cursorOf([fromOther(end)], filter) : undefined;
  return ok(pageOf(page.map(rowOf), { limit, offset, next }));
}

/**
 * Version 2 of a list of fills: its cursors say after which fill to go on, so that a page costs
 * what it shows, however many were shown before it. `offset` is how many those were.
 */
export function fillPage(
  fillsAfter: (after: Place | undefined) => Iterable<OwnFill>,
  query: Query,
  filter: unknown,
  rowOf: (fill: OwnFill) => Row,
): Result<Row> {
  const limit = Math.min(query.count('limit') ?? LIMIT_USUAL, SECOND_LIMIT_MOST);
  const cursor = query.text('cursor');
  const asked = query.count('offset') ?? 0;
  const mark = cursor === undefined ? undefined : readCursor(cursor, filter, 3);
  const fills = fillsAfter(mark && { trade: mark[1] ?? 0, part: mark[2] ?? 0 });
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (cursor !== undefined && mark === undefined) return refuse('invalid_cursor', 'invalid cursor');
  const offset = mark?.[0] ?? asked;
  // One more than a page tells whether there is another.
  const found = stretch(fills, mark === undefined ? asked : 0, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const place = found.length > limit && last !== undefined ? placeOf(last) : undefined;
  const next = place && cursorOf([offset + page.length, place.trade, place.part], filter);
  return ok(pageOf(page.map(rowOf), { limit, offset, next }));
}

type Stretch = {
  readonly limit: number;
  readonly offset: number;
  readonly next?: string | undefined;
};

/** A page of version 2; `next`: the cursor to go on with, where there is more. */
function pageOf(data: readonly Row[], { limit, offset, next }: Stretch): Row {
  const cursor = { has_more: next !== undefined, next_cursor: next ?? null };
  return { data, pagination: { limit, offset, ...cursor } };
}

/** At most so many rows, from an offset on; asks for no more than it must. */
function stretch<T>(rows: Iterable<T>, offset: number, most: number): T[] {
  const found: T[] = [];
  let passed = 0;
  if (most === 0) return found;
  for (const row of rows) {
    if (passed++ < offset) continue;
    found.push(row);
    if (found.length === most) break;
  }
  return found;
}

function cursorOf(mark: readonly number[], filter: unknown): string {
  return Buffer.from(`${mark.join('.')} ${digestOf(filter)}`).toString('base64url');
}

/** The numbers of a cursor; undefined where they are not so many, or belong to another filter. */
function readCursor(cursor: string, filter: unknown, size: number): number[] | undefined {
  const [mark = '', digest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const numbers = mark.split('.');
  const isWhole = numbers.length === size && numbers.every((one) => /^\d{1,12}$/.test(one));
  return isWhole && digest === digestOf(filter) ? numbers.map(Number) : undefined;
}

/** Of everything that is asked for but the page. */
function digestOf(filter: unknown): string {
  const named = Object.entries(filter ?? {})
    .filter(([name]) => !['cursor', 'limit', 'offset'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 12);
}
