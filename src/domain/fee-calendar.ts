import { type Dated, firstOf, inForce } from './dated.ts';
import type { FeeSchedule } from './fee.ts';
import type { Sourced } from './market.ts';
import type { Timestamp } from './units.ts';

function schedule(ratePpm: number, makerRebatePpm: number): FeeSchedule {
  return { ratePpm, exponent: 1, makerRebatePpm };
}

/** Where the fee page gives a rate but not since when, the day it was read stands in. */
const READ = '2026-10-01';
const PAGE = 'venue docs, trading/fees, as read 2026-10; earlier days are not documented';

/**
 * Fee schedules by category, each from its first documented day. A market's own schedule (Gamma
 * feeSchedule) is better than this table; before its first day a category's fee is unknown.
 */
const FEES: readonly Dated<FeeSchedule>[] = [
  {
    category: 'crypto',
    from: '2026-03-30',
    value: schedule(70_000, 200_000),
    source:
      'venue docs, trading/fees: crypto 0.07, rebate 20 %, schedule of 2026-03-30; ' +
      'older notes say 0.072 for March and April 2026',
  },
  {
    category: 'sports',
    from: '2026-07-10',
    value: schedule(50_000, 150_000),
    source: 'venue changelog 2026-07-10: sports 0.03 to 0.05, rebate 25 % to 15 %',
  },
  ...['finance', 'politics', 'tech', 'mentions'].map((category) => ({
    category,
    from: READ,
    value: schedule(40_000, 250_000),
    source: PAGE,
  })),
  ...['economics', 'culture', 'weather', 'other'].map((category) => ({
    category,
    from: READ,
    value: schedule(50_000, 250_000),
    source: PAGE,
  })),
  { category: 'geopolitics', from: READ, value: schedule(0, 0), source: PAGE },
];

/** The fee schedule of a category at a time, or undefined where it is not documented. */
export function feeOn(category: string, at: Timestamp): Sourced<FeeSchedule> | undefined {
  return inForce(FEES, category, at);
}

/** The first fee schedule that is documented for a category, and since when. */
export function firstFee(category: string): Dated<FeeSchedule> | undefined {
  return firstOf(FEES, category);
}
