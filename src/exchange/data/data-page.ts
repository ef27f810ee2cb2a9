import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Row } from '../wire/forms.ts';
import type { Query } from '../wire/query.ts';

const LIMIT_USUAL = 100;
const FIRST_LIMIT_MOST = 500;
const SECOND_LIMIT_MOST = 1_000;

/** Version 1: a bare list by offset. */
export function firstPage<T>(rows: readonly T[], query: Query): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const limit = Math.min(query.count('limit') ?? LIMIT_USUAL, FIRST_LIMIT_MOST);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  return ok(rows.slice(offset, offset + limit));
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
  const counted = cursor === undefined ? undefined : readCursor(cursor, filter);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (cursor !== undefined && counted === undefined) {
    return refuse('invalid_cursor', 'invalid cursor');
  }
  const fromOther = (count: number) => (grows === 'first' ? rows.length - count : count);
  const offset = counted === undefined ? asked : Math.max(fromOther(counted), 0);
  const page = rows.slice(offset, offset + limit);
  const end = offset + page.length;
  const hasMore = end < rows.length;
  return ok({
    data: page.map(rowOf),
    pagination: {
      limit,
      offset,
      has_more: hasMore,
      next_cursor: hasMore ? cursorOf(fromOther(end), filter) : null,
    },
  });
}

function cursorOf(count: number, filter: unknown): string {
  return Buffer.from(`${count} ${digestOf(filter)}`).toString('base64url');
}

function readCursor(cursor: string, filter: unknown): number | undefined {
  const [count = '', digest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  return /^\d{1,12}$/.test(count) && digest === digestOf(filter) ? Number(count) : undefined;
}

/** Of everything that is asked for but the page. */
function digestOf(filter: unknown): string {
  const named = Object.entries(filter ?? {})
    .filter(([name]) => !['cursor', 'limit', 'offset'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 12);
}
