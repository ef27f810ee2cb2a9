import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';
import { type Cursor, writeCursor } from './cursor.ts';
import { type Place, placeOf } from './fill-order.ts';
import type { OwnFill } from './holding.ts';
import type { PageAsked } from './page-asked.ts';

const LIMIT_USUAL = 100;
const FIRST_LIMIT_MOST = 500;

/** Version 1: a bare list by offset. */
export function firstPage<T>(
  rows: Iterable<T>,
  query: Query,
  usual = LIMIT_USUAL,
): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const limit = Math.min(query.count('limit') ?? usual, FIRST_LIMIT_MOST);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  return ok(stretch(rows, offset, limit));
}

/**
 * Version 2 of a list of fills: its cursors say after which fill to go on, so that a page costs
 * what it shows, however many were shown before it. `offset` is how many those were.
 */
export function fillPage(
  fillsAfter: (after: Place | undefined) => Iterable<OwnFill>,
  asked: PageAsked,
  rowOf: (fill: OwnFill) => Row,
): Row {
  const [offset = 0, trade = 0, part = 0] = asked.mark?.map(Number) ?? [];
  const fills = fillsAfter(asked.mark && { trade, part });
  // One more than a page tells whether there is another.
  const found = stretch(fills, 0, asked.limit + 1);
  const page = found.slice(0, asked.limit);
  const last = page.at(-1);
  const place = found.length > asked.limit && last !== undefined ? placeOf(last) : undefined;
  const mark = place && [offset + page.length, place.trade, place.part];
  return pageOf(page.map(rowOf), asked, offset, mark);
}

/** A page of version 2; `mark`: where to go on, where there is more. */
export function pageOf(
  data: readonly Row[],
  asked: PageAsked,
  offset: number,
  mark: Cursor['mark'] | undefined,
): Row {
  const next_cursor = mark === undefined ? null : writeCursor({ ...asked, mark });
  const has_more = next_cursor !== null;
  return { data, pagination: { limit: asked.limit, offset, has_more, next_cursor } };
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
