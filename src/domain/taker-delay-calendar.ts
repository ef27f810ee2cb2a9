import { type Dated, firstOf, inForce } from './dated.ts';
import type { Sourced } from './market.ts';
import type { Timestamp } from './units.ts';

/** How long a marketable order is held back, in ms. */
const TAKER_DELAYS: readonly Dated<number>[] = [
  {
    category: 'crypto',
    from: '2026-03-30',
    value: 250,
    source:
      'venue changelog 2026-08-17: crypto taker delay 250 ms until then; ' +
      'since when is not documented, taken as in force with the fee schedule of 2026-03-30',
  },
  {
    category: 'crypto',
    from: '2026-08-17',
    value: 50,
    source: 'venue changelog 2026-08-17: crypto taker delay 250 to 50 ms',
  },
  {
    category: 'crypto',
    from: '2026-09-04',
    value: 150,
    source: 'venue changelog 2026-09-04 (14:00 UTC): crypto taker delay 50 to 150 ms',
  },
];

/** The taker delay of a category at a time in ms, or undefined where it is not documented. */
export function takerDelayOn(category: string, at: Timestamp): Sourced<number> | undefined {
  return inForce(TAKER_DELAYS, category, at);
}

/** The first taker delay that is documented for a category, and since when. */
export function firstTakerDelay(category: string): Dated<number> | undefined {
  return firstOf(TAKER_DELAYS, category);
}
