import type { Market } from '../domain/market.ts';
import type { Tape } from '../domain/tape.ts';

/** The markets of a run, as far as they are known. */
export interface Universe {
  /**
   * The run's universe; a tape's market column counts from 0 through it. It may grow, but a market
   * is in it before the tape with its KIND_LIST row is handed out.
   */
  readonly markets: readonly Market[];
  /** How many of them are known before the first row; each other one has its KIND_LIST row. */
  readonly knownAhead: number;
  /** Whether the source carries prints for each market: without, fills at rest are inferred.
   * As long as {@link markets}. */
  readonly hasTrades: readonly boolean[];
}

/** Where market events come from: a recording, or the venue. */
export interface MarketDataSource extends Universe {
  /** Names of the reference feeds; KIND_REFERENCE rows count from 0 through them. May grow. */
  readonly feeds: readonly string[];
  /** Tapes in replay order, each no longer than memory allows. A tape's arrays may be reused for
   * the next one: read them before asking for more. */
  tapes(): AsyncIterable<Tape>;
}
