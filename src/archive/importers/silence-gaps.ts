import type { Outcome } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { MarketNumber, UnitWriter } from '../importer.ts';

/**
 * Marks where a recorder that asks now and then did not: what it last saw of a market stands for so
 * many µs, a little over the usual distance, and then nothing is known until the next row.
 */
export class SilenceGaps {
  readonly #writer: UnitWriter;
  readonly #market: MarketNumber;
  readonly #outcomes: readonly Outcome[];
  readonly #stands: number;
  #last = Number.NaN;

  constructor(
    writer: UnitWriter,
    market: MarketNumber,
    outcomes: readonly Outcome[],
    stands: number,
  ) {
    this.#writer = writer;
    this.#market = market;
    this.#outcomes = outcomes;
    this.#stands = stands;
  }

  /**
   * Before what a row of this time says is written. Returns false where the row goes back in time:
   * then it says nothing of what is known by now.
   */
  heard(time: number): boolean {
    if (time < this.#last) return false;
    const until = this.#last + this.#stands;
    this.#last = time;
    if (time > until) this.#gap(until, time);
    return true;
  }

  #gap(since: number, time: number): void {
    const [from, to] = [since as Timestamp, time as Timestamp];
    for (const outcome of this.#outcomes) {
      this.#writer.gap(this.#market, outcome, from, to, 'recording_gap');
    }
  }
}
