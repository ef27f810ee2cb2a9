import type { Outcome } from '../../domain/ids.ts';
import type { Price, Timestamp } from '../../domain/units.ts';
import type { MarketNumber, RawText, SourceRow, UnitWriter } from '../importer.ts';

/** One token whose price somebody told now and then. */
export type ToldToken = {
  readonly market: MarketNumber;
  readonly outcome: Outcome;
  /** The clock that the dataset is replayed by, and the only one there is. */
  readonly clock: 'tsEvent' | 'tsInit';
  /** So long after a price, in µs, nothing is known any more: a little over the usual distance. */
  readonly stands: number;
};

/** Hands on the told prices of one token; where the next one is late, the recording has a gap. */
export class ToldSeries {
  readonly #token: ToldToken;
  readonly #writer: UnitWriter;
  #last = Number.NaN;

  constructor(token: ToldToken, writer: UnitWriter) {
    this.#token = token;
    this.#writer = writer;
  }

  /** Returns false when the price went to quarantine. */
  tell(time: number, price: Price, source: SourceRow, raw: RawText): boolean {
    const { market, outcome, clock, stands } = this.#token;
    const until = this.#last + stands;
    if (time > until) {
      const [from, to] = [until as Timestamp, time as Timestamp];
      this.#writer.gap(market, outcome, from, to, 'recording_gap');
    }
    const unknown = { tsEvent: Number.NaN, tsInit: Number.NaN };
    const at = { market, outcome, ...unknown, [clock]: time, source };
    if (!this.#writer.told(at, price, raw)) return false;
    this.#last = time;
    return true;
  }
}
