import { MICROS_PER_SECOND, SCALE, type Timestamp } from '../../domain/units.ts';
import { PriceHistory } from './price-history.ts';

/** A feed that is silent for longer, µs, is not known any more. */
export const SILENCE = 15 * MICROS_PER_SECOND;
/** Samples of a feed: an hour and more at two a second. */
const SAMPLES = 8_192;

/** What the feeds told that somebody asked for. One for a whole strategy: its markets share it. */
export class PriceFeeds {
  readonly #histories = new Map<string, PriceHistory>();

  /** From now on that feed is kept, in dollars. */
  of(feed: string): PriceHistory {
    let history = this.#histories.get(feed);
    if (history === undefined) {
      history = new PriceHistory(SAMPLES, SILENCE);
      this.#histories.set(feed, history);
    }
    return history;
  }

  /** A price at 1e-6 dollars. To say the same again changes nothing. */
  hear(feed: string, price: number, now: Timestamp): void {
    this.#histories.get(feed)?.hear(now, price / SCALE);
  }
}
