import type { Row } from '../wire/forms.ts';

/** By one of their fields; equal ones stay as they are. What is not known comes last. */
export function inOrder(rows: readonly Row[], field: string, isAscending: boolean): readonly Row[] {
  const sign = isAscending ? 1 : -1;
  const isUnknown = (row: Row) => row[field] === undefined;
  const known = rows.filter((row) => !isUnknown(row));
  known.sort((a, b) => sign * compare(a[field], b[field]));
  return [...known, ...rows.filter(isUnknown)];
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return Number(a) - Number(b);
}
