import { NO_USD, SCALE, type Usd } from '../../domain/units.ts';
import type { RunRecord } from '../run-record.ts';
import { dayOf } from './daily-profit.ts';
import type { MakerFill } from './maker-fills.ts';

/** The venue pays no day's rebate below a dollar. Venue docs, programs/maker-rebates, 2026-11. */
const MINIMUM = SCALE;

/**
 * Rebates accrued by fills at rest, apart from trading. Of each market and day the pool is a part
 * of all takers' fees, and a maker's share of it is its part of all fee equivalents: so it is the
 * rate of the market times its own fee equivalent. Undefined sums: no fill's schedule is known.
 */
export type Rebates = {
  readonly accrued: Usd | undefined;
  /** On days whose sum reaches the venue's minimum of a dollar. */
  readonly payable: Usd | undefined;
  readonly days: number;
  readonly daysBelowMinimum: number;
  /** Fills in markets whose schedule nobody knows: what they bring is in no sum. */
  readonly unknownFills: number;
};

export function foldRebates(fills: readonly MakerFill[], markets: RunRecord['markets']): Rebates {
  const byDay = new Map<number, number>();
  let unknownFills = 0;
  for (const { fill, market } of fills) {
    if (markets[market]?.fee === undefined) {
      unknownFills++;
      continue;
    }
    const day = dayOf(fill.tsEvent);
    byDay.set(day, (byDay.get(day) ?? 0) + fill.rebate);
  }
  const sums = [...byDay.values()].filter((sum) => sum > 0);
  const isKnown = unknownFills < fills.length || fills.length === 0;
  const add = (all: readonly number[]) =>
    isKnown ? (all.reduce((total, sum) => total + sum, NO_USD) as Usd) : undefined;
  const payable = sums.filter((sum) => sum >= MINIMUM);
  return {
    accrued: add(sums),
    payable: add(payable),
    days: sums.length,
    daysBelowMinimum: sums.length - payable.length,
    unknownFills,
  };
}
