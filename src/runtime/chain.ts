import { CHAIN_DEFAULTS, CHAIN_DELAY, type ChainOptions } from '../sim/chain.ts';
import type { LatencyModel } from '../sim/latency.ts';
import type { ChainChoice, LatencyChoice } from './backtest-options.ts';

/** What a run assumes of splits and merges where nobody says otherwise. */
export const CHAIN_ASSUMED = {
  delay: CHAIN_DELAY,
  gas: CHAIN_DEFAULTS.gas,
} as const;

/** What the chain does in a run; one from before that was asked goes by what is assumed now. */
export function chainOf({
  chain = CHAIN_ASSUMED,
}: {
  readonly chain?: ChainChoice | undefined;
}): ChainOptions {
  return { delay: latencyModel(chain.delay), gas: chain.gas };
}

export function latencyModel(choice: LatencyChoice): LatencyModel {
  return typeof choice === 'number'
    ? { kind: 'constant', micros: choice }
    : { kind: 'recorded', micros: choice };
}
