import type { Row } from '../wire/forms.ts';
import { pageOf } from './data-page.ts';
import type { PageAsked } from './page-asked.ts';

/** Where a row stands: what its list is sorted by, then what tells it from its equals. */
export type Key = readonly (number | string)[];

export type KeyedList<T> = {
  readonly keyOf: (row: T) => Key;
  /** `place` counts from 0 in the whole list, as it stands now. */
  readonly rowOf: (row: T, place: number) => Row;
  /** Unless it is so, what is most comes first. */
  readonly isAscending?: boolean;
};

/**
 * Version 2: a page of a list whose rows come, go and move while it is read. Its cursors say after
 * which key to go on: whatever happens to others, a row that stays where it is comes once.
 */
export function keyedPage<T>(
  rows: readonly T[],
  asked: PageAsked,
  { keyOf, rowOf, isAscending = false }: KeyedList<T>,
): Row {
  const sign = isAscending ? 1 : -1;
  const placed = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => sign * compareKeys(a.key, b.key));
  const [offset = 0, ...after] = asked.mark ?? [];
  const begin =
    asked.mark === undefined
      ? 0
      : placed.filter(({ key }) => sign * compareKeys(key, after) <= 0).length;
  const page = placed.slice(begin, begin + asked.limit);
  const last = page.at(-1);
  const shown = Number(offset) + page.length;
  const isMore = last !== undefined && begin + page.length < placed.length;
  const data = page.map(({ row }, index) => rowOf(row, begin + index));
  return pageOf(data, asked, Number(offset), isMore ? [shown, ...last.key] : undefined);
}

/** The least first. */
export function compareKeys(a: Key, b: Key): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [own, other] = [a[at], b[at]];
  if (own === undefined || other === undefined) return 0;
  return own < other ? -1 : 1;
}
