import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Query } from '../wire/query.ts';
import type { Listable } from './listable.ts';

const LIMIT_USUAL = 20;
/** Venue changelog of 2026-05-14. */
const LIMIT_MOST = 100;
const OFFSET_MOST = 2_000;

/** What a list can be ordered by, in the venue's words. */
const ORDERS: Readonly<Record<string, (row: Listable, now: Timestamp) => number | undefined>> = {
  id: ({ id }) => Number(id),
  volume: ({ volume }) => volume,
  volumeNum: ({ volume }) => volume,
  volume24hr: ({ volume24h }, now) => volume24h(now),
  liquidity: ({ liquidity }) => liquidity(),
  liquidityNum: ({ liquidity }) => liquidity(),
  startDate: ({ listedAt }) => listedAt,
  createdAt: ({ listedAt }) => listedAt,
  startTime: ({ opensAt }) => opensAt,
  eventStartTime: ({ opensAt }) => opensAt,
  endDate: ({ closesAt }) => closesAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  closedTime: ({ closedAt }) => closedAt,
  creationDate: ({ listedAt }) => listedAt,
  volumeClob: ({ volume }) => volume,
  liquidityClob: ({ liquidity }) => liquidity(),
  // Fields that the venue has, and of which nothing is known here.
  competitive: () => undefined,
  volume1wk: () => undefined,
  volume1mo: () => undefined,
  volume1yr: () => undefined,
};

/** A row and where it stands in the order that was asked for. */
type Placed<T> = { readonly row: T; readonly key: number; readonly id: number };

export type KeysetPage<T> = { readonly rows: readonly T[]; readonly next: string | undefined };

/** Rows from an offset on; the venue refuses deep ones. */
export function offsetPage<T extends Listable>(
  rows: readonly T[],
  query: Query,
  now: Timestamp,
): Result<readonly T[]> {
  const offset = query.count('offset') ?? 0;
  const placed = inOrder(rows, query, now);
  const limit = limitOf(query);
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (offset > OFFSET_MOST) return refuse('invalid_query', 'offset exceeds the maximum of 2000');
  return ok(placed.slice(offset, offset + limit).map(({ row }) => row));
}

/** Rows after a cursor, which names the last one before; rows that came meanwhile are in place. */
export function keysetPage<T extends Listable>(
  rows: readonly T[],
  query: Query,
  now: Timestamp,
): Result<KeysetPage<T>> {
  const placed = inOrder(rows, query, now);
  const limit = limitOf(query);
  const cursor = query.words('after_cursor');
  const after = cursor === '' ? undefined : readCursor(cursor);
  if (query.has('offset')) return refuse('invalid_query', 'offset is not supported');
  if (query.problem !== undefined) return refuse('invalid_query', query.problem);
  if (cursor !== '' && after === undefined) return refuse('invalid_cursor', 'invalid cursor');
  const sign = signOf(query);
  const rest = placed.filter((one) => after === undefined || compare(one, after, sign) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = last === undefined || rest.length <= limit ? undefined : cursorOf(last);
  return ok({ rows: page.map(({ row }) => row), next });
}

export function limitOf(query: Query, most = LIMIT_MOST): number {
  return Math.min(query.count('limit') ?? LIMIT_USUAL, most);
}

function inOrder<T extends Listable>(
  rows: readonly T[],
  query: Query,
  now: Timestamp,
): Placed<T>[] {
  const name = query.text('order') ?? 'id';
  const keyOf = ownEntry(ORDERS, name);
  if (keyOf === undefined) query.problem ??= 'order fields are not valid';
  const sign = signOf(query);
  const placed = rows.map((row) => ({
    row,
    key: keyOf?.(row, now) ?? -1,
    id: Number(row.id),
  }));
  return placed.sort((a, b) => compare(a, b, sign));
}

/** ASSUMPTION, kept here alone: upward unless said, as the venue's pages always say it. */
function signOf(query: Query): 1 | -1 {
  return query.flag('ascending') === false ? -1 : 1;
}

function compare(
  a: Pick<Placed<unknown>, 'key' | 'id'>,
  b: Pick<Placed<unknown>, 'key' | 'id'>,
  sign: 1 | -1,
): number {
  return sign * (a.key - b.key || a.id - b.id);
}

function cursorOf({ key, id }: Placed<unknown>): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

function readCursor(cursor: string): { readonly key: number; readonly id: number } | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = /^\[(-?\d+),(\d+)\]$/.exec(text);
  return match === null ? undefined : { key: Number(match[1]), id: Number(match[2]) };
}
