import type { Engine } from '../engine/engine.ts';
import type { OpenPosition } from '../report/run-record.ts';

/** What an account still holds, in order of first fill. */
export function openPositionsOf({ state }: Pick<Engine, 'state'>): readonly OpenPosition[] {
  return [...state.account.positions()]
    .filter(([, { traded }]) => traded !== 0)
    .map(([token, { traded, cost }]) => ({ token, size: traded, cost }));
}
