import { SCALE, type Timestamp } from '../../domain/units.ts';
import type { Trade } from '../folds/trade.ts';

const MICROS_PER_DAY = 86_400_000_000;

/** Of fewer days nobody can say how much they differ. */
export const FEWEST_DAYS = 7;

/** How steady a run earns: realized dollars by UTC day, days without trades among them. */
export type DailyProfit = {
  readonly days: number;
  /** Dollars per day. */
  readonly mean: number | undefined;
  /** Mean over standard deviation of a day; undefined below FEWEST_DAYS, or where none differs. */
  readonly sharpe: number | undefined;
};

export function measureDays(
  trades: readonly Trade[],
  period: { readonly from: Timestamp; readonly to: Timestamp } | undefined,
): DailyProfit {
  if (period === undefined) return { days: 0, mean: undefined, sharpe: undefined };
  const steps = trades.flatMap(({ realizations }) => realizations);
  const first = Math.min(dayOf(period.from), ...steps.map(({ at }) => dayOf(at)));
  const last = Math.max(dayOf(period.to), ...steps.map(({ at }) => dayOf(at)));
  const days = new Float64Array(last - first + 1);
  for (const { at, net } of steps) {
    const day = dayOf(at) - first;
    days[day] = (days[day] as number) + net / SCALE;
  }
  const mean = days.reduce((sum, net) => sum + net, 0) / days.length;
  const squares = days.reduce((sum, net) => sum + (net - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (days.length - 1));
  const isTold = days.length >= FEWEST_DAYS && deviation > 0;
  return { days: days.length, mean, sharpe: isTold ? mean / deviation : undefined };
}

/** Days since 1970. */
export function dayOf(at: Timestamp): number {
  return Math.floor(at / MICROS_PER_DAY);
}
