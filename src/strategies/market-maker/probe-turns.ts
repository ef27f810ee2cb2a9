import type { MarketIndex } from '../../domain/ids.ts';
import { MICROS_PER_SECOND } from '../../domain/units.ts';

/** So long the one whose turn it is may take to come, µs: all are looked at each 5 s. */
const PATIENCE = 5 * MICROS_PER_SECOND;

/**
 * Whose turn it is to ask with one order whether the desk still refuses all: who has waited
 * longest. Neither a market that is refused each time keeps the others from asking, nor one that
 * wants nothing any more: who does not come is passed over.
 */
export class ProbeTurns {
  readonly #waiting: MarketIndex[] = [];

  /** From when on a market that wants to may ask, where the first may from `at` on. */
  from(market: MarketIndex, at: number): number {
    const place = this.#waiting.indexOf(market);
    if (place >= 0) return at + place * PATIENCE;
    return at + (this.#waiting.push(market) - 1) * PATIENCE;
  }

  /** It asks; those before it did not come. */
  take(market: MarketIndex): void {
    this.#waiting.splice(0, this.#waiting.indexOf(market) + 1);
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
