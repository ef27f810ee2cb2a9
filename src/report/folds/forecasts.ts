import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import { SCALE, type Timestamp } from '../../domain/units.ts';
import type { RunRecord } from '../run-record.ts';

/** What a model said of a decided market, and what the market's own price said at that moment. */
export type DecidedForecast = {
  readonly at: Timestamp;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  readonly model: string;
  /** Of the first outcome, as is `mid`; undefined: its book had no two sides. */
  readonly probability: number;
  readonly mid: number | undefined;
  /** The first outcome won. */
  readonly happened: boolean;
};

/**
 * All forecasts of markets with a winner, in order. Left out are those of markets of which nobody
 * knows who won, and of those that paid one half: neither side came true.
 */
export function foldForecasts({
  journal,
  resolutions,
}: Pick<RunRecord, 'journal' | 'resolutions'>): DecidedForecast[] {
  return journal.flatMap((entry): DecidedForecast[] => {
    if (entry.kind !== 'Forecasted') return [];
    const { at, strategy, market, model, probability, mid } = entry;
    const payout = resolutions[market]?.payout;
    if (payout !== 0 && payout !== SCALE) return [];
    const price = mid === undefined ? undefined : mid / SCALE;
    return [{ at, strategy, market, model, probability, mid: price, happened: payout === SCALE }];
  });
}
