import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Query } from '../wire/query.ts';
import { type Cursor, readCursor } from './cursor.ts';

/** Rows of a page unless said, and at most (venue docs of version 2, read 2026-11). */
type Sizes = { readonly usual: number; readonly most: number };
const SIZES: Sizes = { usual: 100, most: 1_000 };

/** Which page is asked for; without a mark the first. */
export type PageAsked = Omit<Cursor, 'mark'> & { readonly mark?: Cursor['mark'] | undefined };

/**
 * A page of version 2. Its cursors say how many rows a page has and what holds for the whole walk;
 * that may be left out then, and said again, but not said otherwise. `usual` has the names of that,
 * and what is meant unless said. All other filters come again with every page.
 */
export function pageAsked(
  query: Query,
  list: string,
  usual: Readonly<Record<string, string>> = {},
  sizes = SIZES,
): Result<PageAsked> {
  if (query.has('offset')) return refuse('invalid_query', 'offset is not supported');
  const told = query.text('cursor');
  const names = Object.keys(usual);
  if (told === undefined) {
    const limit = query.count('limit') ?? sizes.usual;
    // A page of nothing would never come to an end.
    if (limit === 0 || limit > sizes.most) return refuse('invalid_query', 'limit is invalid');
    const bound = names.map((name) => [name, query.words(name) || usual[name]]);
    return ok({ list, limit, bound: Object.fromEntries(bound) });
  }
  const cursor = readCursor(told, list);
  if (cursor === undefined) return refuse('invalid_cursor', 'invalid cursor');
  // It may have been made where pages can be larger.
  if (cursor.limit > sizes.most) return refuse('invalid_cursor', 'limit is invalid');
  const other = names.find((name) => query.has(name) && query.words(name) !== cursor.bound[name]);
  if (other !== undefined) return refuse('invalid_cursor', `${other} contradicts the cursor`);
  return ok(cursor);
}
