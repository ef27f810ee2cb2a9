import type { Market } from '../domain/market.ts';
import type { Tape } from '../domain/tape.ts';

/** Where market events come from: a recording, or the venue. */
export interface MarketDataSource {
  /** The run's universe; a tape's market column counts from 0 through it. */
  readonly markets: readonly Market[];
  /** Names of the reference feeds; KIND_REFERENCE rows count from 0 through them. */
  readonly feeds: readonly string[];
  /** Whether the source carries prints for each market: without, fills at rest are inferred. */
  readonly hasTrades: readonly boolean[];
  /** Tapes in replay order, each no longer than memory allows. A tape's arrays may be reused for
   * the next one: read them before asking for more. */
  tapes(): AsyncIterable<Tape>;
}
