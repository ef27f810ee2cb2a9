import type { Answer } from './answer.ts';
import { answer, refusal } from './answer.ts';

/** Cursors are base64 of an offset; the first page's may be left out. */
const FIRST = 'MA==';
/** Base64 of -1: after the last page. */
const END = 'LTE=';

/** A page of a list in the venue's envelope. */
export function pageOf<T>(
  rows: readonly T[],
  cursor: string | undefined,
  limit: number,
  write: (row: T) => unknown,
): Answer {
  const start = offsetOf(cursor ?? FIRST, rows.length);
  if (start === undefined) return refusal(400, 'invalid pagination cursor');
  const data = rows.slice(start, start + limit).map(write);
  const end = start + data.length;
  const next_cursor = end < rows.length ? btoa(String(end)) : END;
  return answer({ data, next_cursor, limit, count: data.length });
}

/** A list of nothing. */
export function emptyPage(): Answer {
  return pageOf([], undefined, 100, (row) => row);
}

function offsetOf(cursor: string, length: number): number | undefined {
  if (cursor === END) return length;
  const text = Buffer.from(cursor, 'base64').toString();
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
