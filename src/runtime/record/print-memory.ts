import type { Timestamp } from '../../domain/units.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';

/** So many prints of a feed are remembered: at one a second a quarter of an hour, and a bit. */
const REMEMBERED = 1_024;
/** A look-back goes through a float, which may turn the last digit, units of 1e-6. */
const SAME_WITHIN = 1;

type Series = {
  readonly values: Map<Timestamp, number>;
  /** Times of which something else was told later: each is told to differ once. */
  readonly disputed: Set<Timestamp>;
  forgotten: Timestamp;
};

/**
 * Which prints were told already, by feed and the feed's own time: two sockets say the same, and
 * look-backs say it again. In any order, because a look-back also mends holes.
 */
export class PrintMemory {
  readonly #series = new Map<string, Series>();

  /** `differs`: told before, with another value; said once of each time. */
  take(
    { feed, tsEvent, value }: ReferencePrint,
    receivedAt: Timestamp,
  ): 'new' | 'repeated' | 'differs' {
    const series = this.#of(feed);
    const before = series.values.get(tsEvent);
    if (before !== undefined) {
      if (Math.abs(before - value) <= SAME_WITHIN || series.disputed.has(tsEvent))
        return 'repeated';
      series.disputed.add(tsEvent);
      return 'differs';
    }
    // Of a time that is forgotten nobody knows whether it was told.
    if (tsEvent <= series.forgotten) return 'repeated';
    series.values.set(tsEvent, value);
    if (series.values.size > REMEMBERED) forgetOldest(series, receivedAt);
    return 'new';
  }

  #of(feed: string): Series {
    let series = this.#series.get(feed);
    if (series === undefined) {
      series = { values: new Map(), disputed: new Set(), forgotten: 0 as Timestamp };
      this.#series.set(feed, series);
    }
    return series;
  }
}

/**
 * The one that was told first, which is nearly always the oldest. Never is the present forgotten,
 * though one may say to be from the future: all that come later would count as told.
 */
function forgetOldest(series: Series, now: Timestamp): void {
  for (const tsEvent of series.values.keys()) {
    series.values.delete(tsEvent);
    series.disputed.delete(tsEvent);
    const until = Math.min(tsEvent, now - 1) as Timestamp;
    if (until > series.forgotten) series.forgotten = until;
    return;
  }
}
