import type { Timestamp } from '../../domain/units.ts';
import { dateTime, plural } from '../../report/format.ts';
import type { DeskProof, LeavingProof } from './open-control.ts';

type Unproven = Pick<DeskProof, 'open' | 'troubles'> & Partial<Pick<DeskProof, 'unresolved'>>;

/** What is known where it is not proven that nothing is open. */
export function unprovenInWords({ open, unresolved = [], troubles }: Unproven): string {
  const known =
    open === undefined ? 'what is open is not known' : plural(open.length, 'open order');
  const lost = unresolved.length === 0 ? '' : `, ${unresolved.length} of unknown fate`;
  const why = troubles.length === 0 ? '' : ` (${troubles.join('; ')})`;
  return `${known}${lost}${why}`;
}

/**
 * What a proof says. `at`: µs UTC; undefined: the desk does not say when. `others`: orders that a
 * desk which takes out its own alone has left; a kill leaves none.
 */
export function zeroInWords({
  at,
  others = [],
}: Pick<LeavingProof, 'others'> & { readonly at?: number | undefined }): string {
  const time = at === undefined ? '' : ` at ${dateTime(at as Timestamp)} UTC`;
  if (others.length === 0) return `0 open orders, by query${time}.`;
  const what = `${plural(others.length, 'order')} of others with this key`;
  return (
    `0 open orders of its own, by query${time}; ${what} left alone. Unless another desk keeps ` +
    'its heartbeat up, the venue cancels them within some 15 s.'
  );
}
