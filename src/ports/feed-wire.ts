import type { Result } from '../domain/result.ts';
import type { ReferencePrint } from './venue-wire.ts';

/** The formats of exchanges outside the venue as functions: pure, never throwing. */
export interface FeedWire {
  /**
   * The price that a frame of a spot exchange ("binance", "coinbase") tells: a trade's, or that of
   * the last one. Undefined for exchanges that we do not read and frames that carry none.
   */
  readSpotPrice(exchange: string, text: string): Result<ReferencePrint> | undefined;
}
