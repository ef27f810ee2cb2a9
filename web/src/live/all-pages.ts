import type { Api } from './api.ts';

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

/**
 * The rows of a list that is told in pages, newest first, of at most so many pages. `isCut`: more
 * are there. Undefined: the server did not answer, or refused.
 */
export async function allPages<Row>(
  api: Pick<Api, 'look'>,
  path: string,
  most: number,
): Promise<{ readonly rows: readonly Row[]; readonly isCut: boolean } | undefined> {
  const rows: Row[] = [];
  let next: string | null = null;
  for (let page = 0; page < most; page++) {
    const before: string = next === null ? '' : `&before=${encodeURIComponent(next)}`;
    const answer = await api.look<Page<Row>>(`${path}${before}`);
    if (!answer.ok) return undefined;
    rows.push(...answer.value.rows);
    next = answer.value.next;
    if (next === null) return { rows, isCut: false };
  }
  return { rows, isCut: true };
}
