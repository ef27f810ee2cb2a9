import type { FeedOutside } from '../../feeds/live/feed-outside.ts';
import type { FeedNote, FeedSink } from '../../feeds/live/feed-sink.ts';
import { SERVICES } from '../../feeds/services.ts';
import type { FeedEvent } from '../../feeds/wire/feed-event.ts';
import { valuesOf } from '../../feeds/wire/feed-values.ts';
import { FeedHealth, type FeedStatus } from './feed-health.ts';
import { FEED_NAMES, type FeedName } from './feed-names.ts';
import { type FeedHosts, type OutsideFeed, openFeed } from './outside-feeds.ts';
import { FROM_THE_FUTURE, type PriceRecorder } from './price-recorder.ts';
import { RareFrames } from './rare-frames.ts';
import type { SocketReading } from './socket-reading.ts';

export type LiveFeedsOptions = Omit<FeedOutside, 'sink'> & {
  readonly names: readonly FeedName[];
  readonly assets: readonly string[];
  readonly prices: PriceRecorder;
  /** Instead of the services' own. */
  readonly hosts?: Partial<FeedHosts> | undefined;
  /** What a person should know, as it happens. */
  readonly onNote: (text: string) => void;
};

type Heard = { readonly name: FeedName; readonly feed: OutsideFeed; readonly health: FeedHealth };

/** The chosen feeds outside the venue, all that they say written into one recording. */
export class LiveFeeds {
  readonly #options: LiveFeedsOptions;
  readonly #heard: readonly Heard[];
  readonly #frames = new RareFrames();

  constructor(options: LiveFeedsOptions) {
    const { names, assets } = options;
    const hosts = { ...SERVICES, ...options.hosts };
    this.#options = options;
    this.#heard = FEED_NAMES.filter((name) => names.includes(name)).flatMap((name) => {
      const health = new FeedHealth();
      const sink = this.#sinkOf(health);
      const feed = openFeed(name, { ...options, sink }, assets, hosts);
      return feed === undefined ? [] : [{ name, feed, health }];
    });
  }

  start(): void {
    for (const { feed } of this.#heard) feed.start();
  }

  async close(): Promise<void> {
    await Promise.all(this.#heard.map(({ feed }) => feed.close()));
  }

  /** Every series that is listened for. */
  get status(): FeedStatus[] {
    return this.#heard.flatMap(({ feed }) => this.#statusOf(feed));
  }

  /** What is stale, blocked or unanswered, a text for each service that is not well. */
  get troubles(): string[] {
    return this.#heard.flatMap(({ name, feed, health }) => {
      const words = health.wordsOf(feed, this.#statusOf(feed));
      return words.length === 0 ? [] : [`${name}: ${words.join('; ')}`];
    });
  }

  /** Those of feeds that have one. */
  get sockets(): SocketReading[] {
    return this.#heard.flatMap(({ name, feed: { socket } }) => {
      if (socket === undefined) return [];
      const { isOpen, opens, lastFrame, counters } = socket;
      const { frames } = counters;
      return [{ name, wanted: 1, open: isOpen ? 1 : 0, opens, frames, lastFrame }];
    });
  }

  #statusOf({ series }: OutsideFeed): FeedStatus[] {
    const { prices } = this.#options;
    return series.map(({ feed, isFresh }) => {
      if (isFresh()) return { feed, state: 'fresh' };
      return { feed, state: prices.hasHeard(feed) ? 'stale' : 'unheard' };
    });
  }

  #sinkOf(health: FeedHealth): FeedSink {
    const { prices, onNote } = this.#options;
    const record = prices.feedSink((note) => this.#note(note, health));
    // Whose frame it is that events are read from.
    let heard = '';
    return {
      ...record,
      frame: (source, connection, text, at) => {
        heard = source;
        health.heard(source);
        if (this.#frames.keeps(source, at)) record.frame(source, connection, text, at);
      },
      event: (event, at) => {
        if (health.future.doubts(heard) && hasPrice(event)) health.future.believed(heard);
        record.event(event, at);
      },
      refused: (refusal, source, at) => {
        record.refused(refusal, source, at);
        if (refusal.code === FROM_THE_FUTURE) health.future.refused(source);
        if (refusal.code === 'denied')
          onNote(`${source} denies what we ask for: ${refusal.message}`);
      },
    };
  }

  #note(note: FeedNote, health: FeedHealth): void {
    health.note(note);
    if (note.kind !== 'blocked') return;
    const { source, host, next } = note;
    const then = next === undefined ? 'asked again every 15 min' : `asking ${next} instead`;
    this.#options.onNote(`${source}: ${host} refuses us from this place; ${then}`);
  }
}

/** A sign of life without a price says nothing of the clocks. */
function hasPrice(event: FeedEvent): boolean {
  return event.kind !== 'ShutdownAnnounced' && valuesOf(event).length > 0;
}
