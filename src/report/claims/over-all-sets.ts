import type { DecidedForecast } from '../folds/forecasts.ts';
import type { Trade } from '../folds/trade.ts';
import type { Claim } from './claim.ts';
import type { CellName, PlayedCell } from './played-cell.ts';

/** Stands where a set is named. */
export const ALL_SETS = 'all sets';

export type Together = CellName & {
  readonly claim: Claim;
  readonly forecasts: ReadonlyMap<string, readonly DecidedForecast[]>;
};

/**
 * Each variant at each latency over all sets together, where it did something on two of them at
 * least. A window that two sets recorded is one window: its trades win and lose together.
 */
export function overAllSets(cells: readonly PlayedCell[]): Together[] {
  const groups = Map.groupBy(cells, ({ variant, latency }) => `${variant} ${latency}`);
  return [...groups.values()].flatMap((group): Together[] => {
    const active = group.filter(
      ({ claim, forecasts }) => claim.windows.size > 0 || forecasts.size > 0,
    );
    const [first] = active;
    if (first === undefined || active.length < 2) return [];
    const { strategy, variant, latency } = first;
    const claims = group.map(({ claim }) => claim);
    return [
      {
        ...{ strategy, variant, latency, set: ALL_SETS },
        claim: {
          ...{ strategy: variant, latency, set: ALL_SETS },
          windows: unite<Trade>(claims.map(({ windows }) => windows)),
          undecided: {
            trades: sum(claims, ({ undecided }) => undecided.trades),
            netIfLost: sum(claims, ({ undecided }) => undecided.netIfLost) as Money,
            netIfWon: sum(claims, ({ undecided }) => undecided.netIfWon) as Money,
          },
          open: sum(claims, ({ open }) => open),
        },
        forecasts: unite(group.map(({ forecasts }) => forecasts)),
      },
    ];
  });
}

type Money = Claim['undecided']['netIfLost'];

function sum(claims: readonly Claim[], of: (claim: Claim) => number): number {
  return claims.reduce((total, claim) => total + of(claim), 0);
}

/** Windows of one name are one. */
function unite<T>(
  maps: readonly ReadonlyMap<string, readonly T[]>[],
): ReadonlyMap<string, readonly T[]> {
  const united = new Map<string, readonly T[]>();
  for (const map of maps) {
    for (const [name, members] of map) {
      united.set(name, [...(united.get(name) ?? []), ...members]);
    }
  }
  return united;
}
