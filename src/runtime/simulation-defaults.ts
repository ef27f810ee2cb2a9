import type { Usd } from '../domain/units.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { CHAIN_ASSUMED } from './chain.ts';

type Defaults = Pick<
  BacktestOptions,
  'capital' | 'queue' | 'inferFills' | 'unknownDepth' | 'seed'
> & {
  readonly latency: { readonly feed: number; readonly entry: number; readonly response: number };
  readonly chain: { readonly delay: number; readonly gas: Usd };
};

/** How a backtest is played where neither the command line nor the configuration says. */
export const SIMULATION_DEFAULTS: Defaults = {
  capital: 1_000_000_000 as Usd,
  // A quarter of a second from seeing a price to reaching it.
  latency: { feed: 125_000, entry: 125_000, response: 125_000 },
  chain: CHAIN_ASSUMED,
  queue: { kind: 'riskAverse' },
  inferFills: 'through',
  unknownDepth: 'refuse',
  seed: 1,
};
