import type { Resolution } from '../../domain/market.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { RecordedEvent } from './event-text.ts';

/**
 * Who hears what is written down, in the same order and with the same times, so that a replay of
 * the log brings it again. Called while a socket delivers: it must neither wait nor throw.
 */
export type RecordingListener = {
  /**
   * It has acted on all times before this: what is told later is no earlier, whenever it came. A
   * replay has nothing else to go by.
   */
  readonly actedUntil?: Timestamp | undefined;
  /** Its tokens are 2 * `market` and the one after; markets count from 0. */
  declared(market: number, facts: MarketFacts, at: Timestamp): void;
  event(event: RecordedEvent, at: Timestamp): void;
  resolved(market: number, resolution: Resolution, at: Timestamp): void;
  /** Nothing more will be heard of the market. */
  forgotten(market: number): void;
  /** The log ends here; no book is known any more. */
  stopped(at: Timestamp): void;
};
