import type { Usd } from '../domain/units.ts';
import type { LatencyModel } from './latency.ts';

/** How the chain treats splits and merges. */
export type ChainOptions = {
  /** From the request's arrival to the block that has it. */
  readonly delay: LatencyModel;
  /** Dollars for each that is done. */
  readonly gas: Usd;
};

/** µs that {@link CHAIN_DEFAULTS} assume. */
export const CHAIN_DELAY = 3_000_000;

/**
 * ASSUMPTIONS, kept here alone and not verified at the venue: three seconds, a block of Polygon
 * (about 2 s) after the relayer has sent it on (its clients ask every 2 s); half a cent of gas, the
 * figure of the complete-set arbitrage that this project grew out of. A relayer that pays the gas
 * itself makes it 0.
 */
export const CHAIN_DEFAULTS: ChainOptions = {
  delay: { kind: 'constant', micros: CHAIN_DELAY },
  gas: 5_000 as Usd,
};
