import type { Row } from '../wire/forms.ts';

/** By one of their fields; equal ones stay as they are. What is not known counts as nothing. */
export function inOrder(rows: readonly Row[], field: string, isAscending: boolean): readonly Row[] {
  const sign = isAscending ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(a[field], b[field]));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return Number(a ?? 0) - Number(b ?? 0);
}
