import { ok } from '../../../domain/result.ts';
import { names, object, single } from '../object.ts';
import type { Page } from '../page.ts';
import { mapped, type Parser, rows } from '../parser.ts';
import { flag, text } from '../values.ts';

/** Version 1 knows no cursors: a full list may have a next offset, nobody says. */
export type DataPage<T> = Page<T> & { readonly hasMore: boolean | undefined };

const LONGEST_PAGE = 10_000;

const pagination = object('page.pagination', names('limit offset'), (fields) => ({
  nextCursor: fields.strict('next_cursor', text),
  hasMore: fields.strict('has_more', flag),
}));

/** A list of version 2, {data, pagination}, or the bare list of version 1. */
export function dataPage<T>(row: Parser<T>): Parser<DataPage<T>> {
  const list = rows(row, LONGEST_PAGE);
  const envelope = object('page', names(), (fields) => ({
    rows: fields.vital('data', list),
    ...fields.vital('pagination', pagination),
  }));
  const bare = mapped(list, (read) => ({ rows: read, nextCursor: undefined, hasMore: undefined }));
  return (value, at, notes) => (Array.isArray(value) ? bare : envelope)(value, at, notes);
}

/** One row of version 2, {data}, or version 1's list of one; undefined where there is none. */
export function dataRow<T>(row: Parser<T>): Parser<T | undefined> {
  const list = mapped(rows(row), (read) => read[0]);
  const some: Parser<T | undefined> = (value, at, notes) =>
    value === null ? ok(undefined) : row(value, at, notes);
  const envelope = single('data', some);
  return (value, at, notes) =>
    Array.isArray(value) ? list(value, at, notes) : envelope(value, at, notes);
}
