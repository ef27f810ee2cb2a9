import type { Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { Aged, type AgedValue } from './aged.ts';

type Series = { readonly aged: Aged<ReferencePrint>; isFresh: boolean };

/** The newest price of each feed, and none where it is too old. */
export class LatestPrices {
  readonly #clock: Clock;
  readonly #ageMsMost: number;
  readonly #series = new Map<string, Series>();

  constructor(clock: Clock, ageMsMost: number) {
    this.#clock = clock;
    this.#ageMsMost = ageMsMost;
  }

  /** False: the price says to be from the future, and was not taken. */
  take(print: ReferencePrint, receivedAt: Timestamp): boolean {
    let series = this.#series.get(print.feed);
    if (series === undefined) {
      series = { aged: new Aged(this.#clock), isFresh: false };
      this.#series.set(print.feed, series);
    }
    return series.aged.take(print, print.tsEvent, receivedAt);
  }

  /** Undefined: unknown, because nobody told one or the last one is too old. */
  read(feed: string): AgedValue<ReferencePrint> | undefined {
    return this.#series.get(feed)?.aged.within(this.#ageMsMost);
  }

  /** However old: for the consensus, which judges ages itself. */
  heard(feed: string): AgedValue<ReferencePrint> | undefined {
    return this.#series.get(feed)?.aged.heard;
  }

  /** The feeds that have become stale or fresh since the last call. */
  changes(): { readonly feed: string; readonly kind: 'stale' | 'fresh' }[] {
    const changes: { feed: string; kind: 'stale' | 'fresh' }[] = [];
    for (const [feed, series] of this.#series) {
      const isFresh = series.aged.within(this.#ageMsMost) !== undefined;
      if (isFresh === series.isFresh) continue;
      series.isFresh = isFresh;
      changes.push({ feed, kind: isFresh ? 'fresh' : 'stale' });
    }
    return changes;
  }
}
