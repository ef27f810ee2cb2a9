import type { DecidedForecast } from '../folds/forecasts.ts';
import { groupByWindow } from '../folds/windows.ts';
import type { Claim } from './claim.ts';
import { claimOf } from './claims-of.ts';
import { MarketPool, type SharedMarket } from './market-pool.ts';
import type { CellName, PlayedCell } from './played-cell.ts';

/** Stands where a set is named. */
export const ALL_SETS = 'all sets';

export type Together = CellName & {
  readonly claim: Claim;
  readonly forecasts: ReadonlyMap<string, readonly DecidedForecast[]>;
};

/**
 * Each variant at each latency over all sets together, where it did something on two of them at
 * least. A market of several sets counts once, and windows that overlap in time are one, whatever
 * the set: their trades win and lose together.
 */
export function overAllSets(cells: readonly PlayedCell[]): {
  readonly together: readonly Together[];
  readonly shared: readonly SharedMarket[];
} {
  const pool = new MarketPool(cells);
  const groups = Map.groupBy(cells, ({ variant, latency }) => `${variant} ${latency}`);
  const together = [...groups.values()].flatMap((group): Together[] => {
    const active = group.filter(
      ({ claim, forecasts }) => claim.windows.size > 0 || forecasts.size > 0,
    );
    const [first] = active;
    if (first === undefined || active.length < 2) return [];
    const { strategy, variant, latency } = first;
    const trades = group.flatMap((cell) => pool.take(cell, membersOf(cell.claim.allWindows)));
    const forecasts = group.flatMap((cell) => pool.take(cell, membersOf(cell.forecasts)));
    return [
      {
        ...{ strategy, variant, latency, set: ALL_SETS },
        claim: claimOf({ strategy: variant, latency, set: ALL_SETS }, trades, pool.markets),
        forecasts: groupByWindow(forecasts, pool.markets),
      },
    ];
  });
  return { together, shared: pool.shared };
}

function membersOf<T>(windows: ReadonlyMap<string, readonly T[]>): T[] {
  return [...windows.values()].flat();
}
