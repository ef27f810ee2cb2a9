import { dollars, plural } from '../../report/format.ts';
import type { DeskStatus } from '../../runtime/live/desk-status.ts';
import type { LiveStatus } from '../../runtime/live/live-status.ts';
import { paperInWords } from '../paper-words.ts';

/** How a live run is doing, in a line. */
export function liveInWords(
  status: (LiveStatus | DeskStatus) & { readonly mode: string },
  capital: number,
): string {
  if (!('signedToday' in status)) return `ON PAPER; ${paperInWords(status, capital)}`;
  const { heldBack, signedToday, notices } = status;
  const held = heldBack === undefined ? '' : `NO NEW ORDERS (${heldBack}); `;
  const news = notices === 0 ? '' : `, ${plural(notices, 'notice')}`;
  return `${held}${dollars(signedToday)} signed today${news}; ${paperInWords(status, capital)}`;
}
