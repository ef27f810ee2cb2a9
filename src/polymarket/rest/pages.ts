import type { Page } from '../wire/page.ts';
import type { VenueOutcome } from './outcome.ts';

/**
 * Pages of a list, one after the other, each with what became of it. The first that fails is the
 * last; `nextCursor` of the page before it is where to go on. A cursor that leads back to itself
 * ends the list as unreadable: it would never end.
 */
export async function* pages<P extends Page<unknown>>(
  ask: (cursor: string | undefined) => Promise<VenueOutcome<P>>,
  from?: string,
): AsyncGenerator<VenueOutcome<P>, void, undefined> {
  let cursor = from;
  for (;;) {
    const outcome = await ask(cursor);
    yield outcome;
    if (outcome.kind !== 'ok') return;
    const { nextCursor } = outcome.value;
    if (nextCursor === undefined) return;
    if (nextCursor === cursor) {
      const detail = 'the cursor of the next page is that of this one';
      yield { kind: 'unknown', cause: 'unreadable', status: undefined, detail };
      return;
    }
    cursor = nextCursor;
  }
}

/** What was read of a list, and whether that is all of it. */
export type Gathered<T> = {
  readonly rows: readonly T[];
  /** Rows that could not be read. */
  readonly refused: number;
  /** Undefined: the list is whole. */
  readonly failure: Exclude<VenueOutcome<never>, { kind: 'ok' }> | undefined;
  /** Where to go on after a failure or at the bound; undefined: at the beginning, or never. */
  readonly nextCursor: string | undefined;
};

/** Gathers pages until the end, a failure or so many rows. */
export async function gather<T>(
  list: AsyncIterable<VenueOutcome<Page<T>>>,
  most = Number.POSITIVE_INFINITY,
): Promise<Gathered<T>> {
  const rows: T[] = [];
  let refused = 0;
  let nextCursor: string | undefined;
  for await (const outcome of list) {
    if (outcome.kind !== 'ok') return { rows, refused, failure: outcome, nextCursor };
    for (const row of outcome.value.rows) rows.push(row);
    refused += outcome.remarks.refusals.length;
    nextCursor = outcome.value.nextCursor;
    if (rows.length >= most) break;
  }
  return { rows, refused, failure: undefined, nextCursor };
}
