import type { Json } from '../../report/run-record.ts';
import { DEFAULT_RISK_LIMITS } from '../../risk/risk-limits.ts';
import { configurationOf } from '../configuration.ts';
import { SIMULATION_DEFAULTS } from '../simulation-defaults.ts';

const ALL = {
  ...{ datasets: undefined, markets: undefined, assets: undefined, categories: undefined },
  ...{ from: undefined, to: undefined, completeOnly: false },
};

/**
 * The configuration of a backtest of which nobody says anything, as a report writes it; without its
 * strategies, each of which has defaults of its own, and without the place of the archive.
 */
export function defaultConfiguration(): Readonly<Record<string, Json>> {
  const written = configurationOf({
    ...SIMULATION_DEFAULTS,
    data: { root: '', ...ALL },
    strategies: [],
    ...{ fee: undefined, takerDelayMs: undefined, minimumSize: undefined },
    limits: DEFAULT_RISK_LIMITS,
    charts: 0,
  }) as { readonly data: Readonly<Record<string, Json>>; readonly strategies: Json };
  const { strategies: _, data, ...rest } = written;
  const { root: _root, ...chosen } = data;
  return { ...(rest as Readonly<Record<string, Json>>), data: chosen };
}
