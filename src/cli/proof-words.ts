import type { Timestamp } from '../domain/units.ts';
import { dateTime, plural } from '../report/format.ts';
import type { DeskProof, LeavingProof } from '../runtime/desk/open-control.ts';

/** The last words of an end that was cut short. */
export const CUT_SHORT =
  'Cut short: it is NOT PROVEN that nothing is open. Run "polydesk kill" now, which proves it.';

/** Somebody waits for the proof, and must know meanwhile that there is none. */
const AGAIN_MS = 5_000;

type Told = Pick<DeskProof, 'open' | 'troubles'> & Partial<Pick<DeskProof, 'unresolved'>>;

/** What is known where it is not proven that nothing is open. */
export function unprovenInWords({ open, unresolved = [], troubles }: Told): string {
  const known =
    open === undefined ? 'what is open is not known' : plural(open.length, 'open order');
  const lost = unresolved.length === 0 ? '' : `, ${unresolved.length} of unknown fate`;
  const why = troubles.length === 0 ? '' : ` (${troubles.join('; ')})`;
  return `${known}${lost}${why}`;
}

/** What is proven of a desk that leaves the venue: it takes out its own orders alone. */
export function zeroInWords({
  isProven,
  at,
  others = [],
}: Pick<LeavingProof, 'isProven' | 'at' | 'others'>): string {
  if (!isProven) return 'NOT PROVEN that nothing of its own is open.';
  const query = `by query at ${dateTime(at as Timestamp)} UTC`;
  if (others.length === 0) return `0 open orders, ${query}.`;
  const what = `${plural(others.length, 'order')} of others with this key`;
  return (
    `0 open orders of its own, ${query}; ${what} left alone. Unless another desk keeps its ` +
    'heartbeat up, the venue cancels them within some 15 s.'
  );
}

/** Says every few seconds, until `proof` has come, that there is none yet. */
export async function whileUnproven<T>(
  proof: Promise<T>,
  note: (text: string) => void,
): Promise<T> {
  let waited = 0;
  const telling = setInterval(() => {
    waited += AGAIN_MS;
    note(`After ${waited / 1_000} s the venue has not said that nothing is open: NOT PROVEN yet.`);
  }, AGAIN_MS);
  try {
    return await proof;
  } finally {
    clearInterval(telling);
  }
}
