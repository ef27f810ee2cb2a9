import type { Timestamp } from '../../domain/units.ts';
import type { Timer } from '../../ports/clock.ts';
import { DepthBook, type DepthTop } from '../depth-book.ts';
import { readDepthSnapshot } from '../wire/binance-depth.ts';
import type { DepthChanged } from '../wire/feed-event.ts';
import { Aged, type AgedValue } from './aged.ts';
import { FeedService, type FeedServiceOptions } from './feed-service.ts';

export type DepthKeeperOptions = FeedServiceOptions & {
  /** An older top is unknown: a stream of every 100 ms that pauses has stopped. */
  readonly ageMsMost: number;
};

/** Names the answers in a recording. */
const SOURCE = 'binance/depth';
/** As many levels as 50 of 6,000 units of weight a minute give (docs, 2026-11). */
const LEVELS = 1_000;
const WEIGHT_OF_SNAPSHOT = 50;
/** A snapshot that was older than the changes that wait is asked for again after this, ms. */
const AGAIN_MS = 500;

type Kept = {
  readonly book: DepthBook;
  readonly changed: Aged<undefined>;
  readonly service: FeedService;
  isAsking: boolean;
  timer: Timer | undefined;
};

/** The books of spot markets: fetches the snapshots that the changes need. */
export class DepthKeeper {
  readonly #options: DepthKeeperOptions;
  readonly #kept = new Map<string, Kept>();
  #isClosed = false;

  constructor(options: DepthKeeperOptions) {
    this.#options = options;
  }

  take(change: DepthChanged, receivedAt: Timestamp): void {
    if (this.#isClosed) return;
    const kept = this.#keptOf(change.feed);
    kept.book.change(change);
    kept.changed.take(undefined, change.tsEvent, receivedAt);
    if (!kept.book.isWhole) this.#ask(change.feed, kept);
  }

  /** Best bid and ask; undefined: unknown, as changes are missing or the last is too old. */
  top(feed: string): AgedValue<DepthTop> | undefined {
    const kept = this.#kept.get(feed);
    const value = kept?.book.top;
    const age = kept?.changed.within(this.#options.ageMsMost);
    return value === undefined || age === undefined ? undefined : { value, ageMs: age.ageMs };
  }

  /** All levels as [price, size] in units of 1e-6, best first; none while the top is unknown. */
  levels(feed: string, side: 'bids' | 'asks'): readonly [price: number, size: number][] {
    return this.top(feed) === undefined ? [] : (this.#kept.get(feed)?.book.levels(side) ?? []);
  }

  close(): void {
    this.#isClosed = true;
    for (const { service, timer } of this.#kept.values()) {
      service.close();
      if (timer !== undefined) this.#options.clock.clearTimer(timer);
    }
    this.#kept.clear();
  }

  #keptOf(feed: string): Kept {
    const known = this.#kept.get(feed);
    if (known !== undefined) return known;
    const kept: Kept = {
      book: new DepthBook(),
      changed: new Aged(this.#options.clock),
      service: new FeedService(this.#options),
      isAsking: false,
      timer: undefined,
    };
    this.#kept.set(feed, kept);
    return kept;
  }

  #ask(feed: string, kept: Kept): void {
    if (kept.isAsking) return;
    kept.isAsking = true;
    void this.#fetch(feed, kept)
      .catch((error) => {
        this.#options.onFault(error);
        return AGAIN_MS;
      })
      .then((againMs) => {
        if (this.#isClosed || againMs === undefined) return;
        kept.timer = this.#options.clock.setTimer(againMs, () => {
          kept.isAsking = false;
          if (!kept.book.isWhole) this.#ask(feed, kept);
        });
      });
  }

  /** Returns when to ask again, ms; undefined: the book is whole. */
  async #fetch(feed: string, kept: Kept): Promise<number | undefined> {
    const symbol = feed.slice(feed.indexOf('/') + 1).toUpperCase();
    const answer = await kept.service.ask({
      source: SOURCE,
      path: '/api/v3/depth',
      query: { symbol, limit: String(LEVELS) },
      cost: WEIGHT_OF_SNAPSHOT,
    });
    if (answer.kind === 'waits') return answer.ms;
    const snapshot = readDepthSnapshot(answer.text);
    const built = snapshot.ok ? kept.book.rebuild(snapshot.value) : snapshot;
    if (!built.ok) {
      this.#options.sink.refused(built, SOURCE, answer.receivedAt);
      return AGAIN_MS;
    }
    kept.isAsking = false;
    return undefined;
  }
}
