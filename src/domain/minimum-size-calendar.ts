import { type Dated, inForce } from './dated.ts';
import type { Sourced } from './market.ts';
import type { Shares, Timestamp } from './units.ts';

/**
 * Smallest size of a resting order by category, from the first day of a market that is known to
 * have had it. A market's own (Gamma orderMinSize, min_order_size of a book) goes before this.
 */
const MINIMUM_SIZES: readonly Dated<Shares>[] = [
  {
    category: 'crypto',
    from: '2025-07-04',
    value: 5_000_000 as Shares,
    source:
      'Gamma orderMinSize, read 2026-02-07: 5 in all 64 crypto up/down markets seen, the first ' +
      'of 2025-07-04; venue docs, read 2026-11: 5 on crypto',
  },
  {
    category: 'sports',
    from: '2024-09-15',
    value: 5_000_000 as Shares,
    source:
      'Gamma orderMinSize, read 2026-02-07: 5 in all 210 markets of games seen, the first of ' +
      '2024-09-15',
  },
];

/** The minimum size of a category at a time, or undefined where nothing tells it. */
export function minimumSizeOn(category: string, at: Timestamp): Sourced<Shares> | undefined {
  return inForce(MINIMUM_SIZES, category, at);
}
