import { refuse } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import type { FeedEvent, FrameReader, SymbolEvent } from '../wire/feed-event.ts';
import { pricesOf } from '../wire/feed-price.ts';
import type { AgedValue } from './aged.ts';
import type { FeedOutside } from './feed-outside.ts';
import { FeedStream } from './feed-stream.ts';
import type { Hosts } from './hosts.ts';
import { LatestPrices } from './latest-prices.ts';
import { Seam } from './seam.ts';

export type SocketFeedOptions = FeedOutside & {
  /** Names the frames in a recording: binance/spot. */
  readonly source: string;
  readonly hosts: Hosts;
  readonly path: string;
  readonly greeting: readonly string[];
  readonly lifeMs: number | undefined;
  readonly read: FrameReader;
  /** The feeds that were asked for; of others nothing is believed. */
  readonly feeds: readonly string[];
  /** An older price is unknown. */
  readonly priceAgeMsMost: number;
  /** A feed that says nothing for so long may be stuck: another connection is tried. */
  readonly quietMsMost: number;
  /** Before the sink hears of it. */
  readonly onEvent?: (event: SymbolEvent, receivedAt: Timestamp) => void;
};

/** How often ages and silences are looked at, ms. */
const PATROL_MS = 1_000;
/** A quiet feed is no reason to connect ever anew: the tries become rarer, up to this, ms. */
const MEND_MS_MOST = 10 * 60_000;

/** One socket of an exchange: its frames to the sink, its events, and the newest prices. */
export class SocketFeed {
  readonly counters = { frames: 0, events: 0, ignored: 0, refused: 0, twice: 0 };
  readonly #options: SocketFeedOptions;
  readonly #stream: FeedStream;
  readonly #prices: LatestPrices;
  readonly #seam = new Seam();
  readonly #mends: Backoff;
  /** When each feed was last heard, heartbeats apart. */
  readonly #heardAt = new Map<string, Monotonic>();
  #mendAt = 0;
  #patrol: Timer | undefined;

  constructor(options: SocketFeedOptions) {
    const { clock, random, priceAgeMsMost, quietMsMost } = options;
    const mostMs = Math.max(quietMsMost, MEND_MS_MOST);
    const waits = { leastMs: quietMsMost, firstMs: quietMsMost, mostMs };
    this.#options = options;
    this.#prices = new LatestPrices(clock, priceAgeMsMost);
    this.#mends = new Backoff(waits, random);
    this.#stream = new FeedStream({
      ...options,
      onText: (text, receivedAt, connection) => this.#text(text, receivedAt, connection),
    });
  }

  get isOpen(): boolean {
    return this.#stream.isOpen;
  }

  /** Connections that came about. */
  get opens(): number {
    return this.#stream.opens;
  }

  /** When a message came last; undefined: none has. */
  get lastFrame(): Timestamp | undefined {
    return this.#stream.lastFrame;
  }

  start(): void {
    if (this.#patrol !== undefined) return;
    const now = this.#options.clock.monotonic();
    for (const feed of this.#options.feeds) this.#heardAt.set(feed, now);
    this.#setPatrol();
    this.#stream.start();
  }

  async close(): Promise<void> {
    if (this.#patrol !== undefined) this.#options.clock.clearTimer(this.#patrol);
    this.#patrol = undefined;
    await this.#stream.close();
  }

  /** The newest price of a feed; undefined: unknown, as none came or the last is too old. */
  price(feed: string): AgedValue<ReferencePrint> | undefined {
    return this.#prices.read(feed);
  }

  /** The newest price however old: for the consensus, which judges ages itself. */
  heard(feed: string): AgedValue<ReferencePrint> | undefined {
    return this.#prices.heard(feed);
  }

  /** True when the frame brought something that was asked for. */
  #text(text: string, receivedAt: Timestamp, connection: number): boolean {
    const { sink, source, read } = this.#options;
    this.counters.frames++;
    sink.frame(source, connection, text, receivedAt);
    const reading = read(text);
    if (reading === undefined) {
      this.counters.ignored++;
      return false;
    }
    if (!reading.ok) {
      this.#refuse(reading.code, reading.message, receivedAt);
      return false;
    }
    let brought = false;
    for (const event of reading.value) brought = this.#take(event, receivedAt) || brought;
    return brought;
  }

  #take(event: FeedEvent, receivedAt: Timestamp): boolean {
    const { sink, clock, onEvent } = this.#options;
    if (event.kind === 'ShutdownAnnounced') {
      sink.event(event, receivedAt);
      this.#stream.handOver('the exchange announced the end');
      return false;
    }
    const { feed, kind } = event;
    if (!this.#heardAt.has(feed)) {
      this.#refuse('wrong_symbol', `nobody asked for ${feed}`, receivedAt);
      return false;
    }
    if (kind !== 'HeartbeatHeard') this.#heardAt.set(feed, clock.monotonic());
    if (this.#seam.isTwice(event, this.#stream.isOverlapping)) {
      this.counters.twice++;
      return true;
    }
    for (const print of pricesOf(event)) {
      if (this.#prices.take(print, receivedAt)) continue;
      this.#refuse('from_the_future', `${print.feed} at ${print.tsEvent} µs`, receivedAt);
      return true;
    }
    this.counters.events++;
    onEvent?.(event, receivedAt);
    sink.event(event, receivedAt);
    return true;
  }

  #refuse(code: string, message: string, receivedAt: Timestamp): void {
    this.counters.refused++;
    this.#options.sink.refused(refuse(code, message), this.#options.source, receivedAt);
  }

  #setPatrol(): void {
    const { clock, onFault } = this.#options;
    this.#patrol = clock.setTimer(PATROL_MS, () => {
      this.#setPatrol();
      try {
        this.#tellAges();
        this.#mendQuiet();
      } catch (error) {
        onFault(error);
      }
    });
  }

  #tellAges(): void {
    const { sink, source, clock } = this.#options;
    for (const change of this.#prices.changes()) {
      sink.note({ ...change, source, at: clock.now() });
    }
  }

  /** A connection that lives and leaves a feed out cannot be told from a quiet market: try anew. */
  #mendQuiet(): void {
    const { clock, quietMsMost } = this.#options;
    const now = clock.monotonic();
    const quiet = [...this.#heardAt].find(([, at]) => elapsedMs(at, now) > quietMsMost);
    if (quiet === undefined) {
      this.#mends.reset();
      this.#mendAt = 0;
    } else if (this.#stream.openForMs > quietMsMost && now >= this.#mendAt) {
      this.#mendAt = now + this.#mends.next() * 1_000;
      this.#stream.handOver(`${quiet[0]} is quiet`);
    }
  }
}
