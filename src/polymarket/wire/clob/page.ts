import { ok } from '../../../domain/result.ts';
import { names, object } from '../object.ts';
import type { Page } from '../page.ts';
import { type Parser, rows } from '../parser.ts';
import { text } from '../values.ts';

/** The cursor of the first page: base64 of 0. */
export const FIRST_CURSOR = 'MA==';
/** The cursor after the last page: base64 of -1. */
const END_CURSOR = 'LTE=';

/** A page of the CLOB. A list without an envelope is a last page. */
export function page<T>(row: Parser<T>): Parser<Page<T>> {
  const list = rows(row);
  const envelope = object('page', names('limit count'), (fields): Page<T> => {
    const cursor = fields.strict('next_cursor', text);
    return {
      rows: fields.vital('data', list),
      nextCursor: cursor === END_CURSOR ? undefined : cursor,
    };
  });
  return (value, at, notes) => {
    if (!Array.isArray(value)) return envelope(value, at, notes);
    const read = list(value, at, notes);
    return read.ok ? ok({ rows: read.value, nextCursor: undefined }) : read;
  };
}
