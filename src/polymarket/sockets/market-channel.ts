import type { TokenId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { GapReason } from '../../domain/tape.ts';
import type { SocketClose } from '../../net/socket-options.ts';
import type { Timer } from '../../ports/clock.ts';
import type { FrameReading } from '../../ports/venue-wire.ts';
import { BookWitness, type Witness } from './book-witness.ts';
import { FrameRouter } from './frame-router.ts';
import { MarketCounters } from './market-counters.ts';
import { type MarketLimits, marketLimits } from './market-limits.ts';
import { MarketShard } from './market-shard.ts';
import type { MarketSink } from './market-sink.ts';
import { Patrol } from './patrol.ts';
import { Roster } from './roster.ts';
import { StallWatch } from './stall-watch.ts';
import type { TokenStream } from './token-stream.ts';
import { Trust } from './trust.ts';
import { CLOB_HEARTBEAT, type VenueSocket, venueSocket } from './venue-socket.ts';

export type MarketChannelOptions = VenueSocket & {
  /** The parser of the channel's frames. */
  readonly read: (text: string) => FrameReading;
  readonly sink: MarketSink;
  readonly witness: Witness;
  readonly limits?: Partial<MarketLimits>;
  /** The end of a connection or attempt; `looping` says that none proves itself. */
  readonly onClose?: (close: SocketClose) => void;
  /** A listener or a check of ours threw: a fault of the program. */
  readonly onFault: (error: unknown) => void;
};

/**
 * The venue's books and prints, over as many sockets as it takes. Every book it delivers is
 * trusted or marked untrusted; it notices what the venue does not say, and mends it.
 */
export class MarketChannel {
  readonly counters = new MarketCounters();
  readonly #options: MarketChannelOptions;
  readonly #limits: MarketLimits;
  readonly #roster: Roster;
  readonly #router: FrameRouter;
  readonly #trust: Trust;
  readonly #patrol: Patrol;
  readonly #stalls: StallWatch;
  readonly #witness: BookWitness;
  #timer: Timer | undefined;

  constructor(options: MarketChannelOptions) {
    const { clock, sink } = options;
    const { counters } = this;
    const limits = marketLimits(options.limits ?? {});
    const trust = new Trust(clock, sink, counters);
    const openShard = () => this.#openShard();
    const roster = new Roster({ clock, limits, counters, openShard });
    const { streams } = roster;
    const router = { clock, limits, sink, counters, trust, streams, read: options.read };
    this.#options = options;
    this.#limits = limits;
    this.#trust = trust;
    this.#roster = roster;
    this.#router = new FrameRouter(router, {
      snapshot: (stream, shard) => roster.settle(stream, shard),
      unstalled: (wasBehind) => this.#stalls.learn(wasBehind),
      // After a change of tick the venue sends a snapshot by itself; if not, it is asked.
      lost: (stream) => roster.needSnapshot(stream, stream.reason !== 'tick_change'),
    });
    this.#witness = new BookWitness(clock, options.witness, limits, counters);
    this.#patrol = new Patrol({ clock, limits, counters, sink, roster, trust });
    const witness = this.#witness;
    const { onFault } = options;
    this.#stalls = new StallWatch({ clock, limits, counters, roster, trust, witness, onFault });
    this.#setPatrol();
  }

  /** Takes tokens in, all or (`no_room`) none; those it has already are left as they are. */
  subscribe(tokens: readonly TokenId[]): Result<void> {
    return this.#roster.add(tokens);
  }

  /** Lets tokens go. */
  unsubscribe(tokens: readonly TokenId[]): void {
    this.#roster.remove(tokens);
  }

  /**
   * For who keeps the book and finds that it cannot be right, by the best prices that the venue
   * tells or its own levels: the book is untrusted since then, and fetched anew.
   */
  distrust(token: TokenId, reason: GapReason, since = this.#options.clock.now()): void {
    const stream = this.#roster.streams.get(token);
    if (!stream?.isTrusted) return;
    this.#trust.lose(stream, reason, since);
    this.#roster.needSnapshot(stream, true);
  }

  /** Undefined: not subscribed. */
  stream(token: TokenId): Readonly<TokenStream> | undefined {
    return this.#roster.streams.get(token);
  }

  /** The sockets, for whoever watches over them. */
  get shards(): readonly Readonly<Pick<MarketShard, 'state' | 'evidence' | 'tokens' | 'lagUs'>>[] {
    return [...this.#roster.shards];
  }

  /** Says goodbye on all sockets; nothing is delivered any more. */
  async close(): Promise<void> {
    if (this.#timer !== undefined) this.#options.clock.clearTimer(this.#timer);
    this.#witness.close();
    await this.#roster.close();
  }

  #openShard(): MarketShard {
    return new MarketShard(venueSocket(this.#options, CLOB_HEARTBEAT), {
      opened: (shard) => {
        this.counters.opens++;
        this.#roster.opened(shard);
      },
      text: (shard, text) => this.#router.route(shard, text),
      closed: (shard, close) => this.#closed(shard, close),
      fault: this.#options.onFault,
    });
  }

  #closed(shard: MarketShard, close: SocketClose): void {
    const known = this.#stalls.unexplainedSince(shard) ?? shard.evidence.lastActivity;
    for (const stream of this.#roster.of(shard)) this.#trust.lose(stream, 'disconnected', known);
    this.#roster.closed(shard);
    this.#options.onClose?.(close);
  }

  #setPatrol(): void {
    const { clock, onFault } = this.#options;
    this.#timer = clock.setTimer(this.#limits.patrolMs, () => {
      this.#setPatrol();
      try {
        this.#patrol.walk();
        this.#stalls.look();
      } catch (error) {
        onFault(error);
      }
    });
  }
}
