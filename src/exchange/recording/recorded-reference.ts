import { formatDecimal, type Timestamp } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';

/** What decides windows; other feeds are not the reference, and are told to nobody. */
const REFERENCE = /^chainlink\/(\w+?)usd(-twap60|-twap30)?$/;

/** Recorded prints of the reference as the exchange's news; its averages as they were recorded. */
export class RecordedReference {
  /** Prints that are none of the reference. */
  untold = 0;
  readonly #feeds: readonly string[];
  /** By asset and feed. */
  readonly #averages = new Map<string, string>();

  /** `feeds` may grow. */
  constructor(feeds: readonly string[]) {
    this.#feeds = feeds;
  }

  /** `value`: 1e-6 dollars. Undefined where the print is no news of its own. */
  newsOf(feed: number, value: number, at: Timestamp): ReferenceNews | undefined {
    const [, asset, average] = REFERENCE.exec(this.#feeds[feed] ?? '') ?? [];
    if (asset === undefined) {
      this.untold++;
      return undefined;
    }
    const text = formatDecimal(value);
    if (average !== undefined) {
      // Told with the next price, as both come from one place here.
      this.#averages.set(`${asset}${average}`, text);
      return undefined;
    }
    const [average60, average30] = [`${asset}-twap60`, `${asset}-twap30`].map((name) =>
      this.#averages.get(name),
    );
    return { asset, at, value: text, average: average60, shortAverage: average30 };
  }
}
