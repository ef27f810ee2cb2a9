import type { TokenId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ReconnectingSocket } from '../../net/reconnecting-socket.ts';
import type { SocketClose, SocketOptions } from '../../net/socket-options.ts';
import { firstSubscription, subscription, unsubscription } from './market-requests.ts';
import type { FrameOrigin } from './market-sink.ts';

export type ShardEvents = {
  /** Open, and everything subscribed again. */
  opened(shard: MarketShard): void;
  text(shard: MarketShard, text: string): void;
  closed(shard: MarketShard, close: SocketClose): void;
  fault(error: unknown): void;
};

/** One socket of the market channel and the tokens on it. */
export class MarketShard {
  readonly tokens = new Set<TokenId>();
  /** Of the frame at hand; one object for each connection. */
  origin: FrameOrigin = { connection: 0, sequence: 0, receivedAt: 0 as Timestamp };
  /** Unreadable parts since the count was last begun. */
  refusals = 0;
  /** Receipt minus venue time of the newest change, µs: the lag, and what the clocks differ by. */
  lagUs = 0;
  readonly #socket: ReconnectingSocket;
  /** Has this connection had its first subscription? */
  #isSubscribed = false;
  #isMute = false;

  constructor(options: SocketOptions, events: ShardEvents) {
    this.#socket = new ReconnectingSocket(options, {
      opened: (connection) => {
        this.origin = { connection, sequence: 0, receivedAt: 0 as Timestamp };
        this.#isSubscribed = false;
        this.#subscribe(this.tokens);
        events.opened(this);
      },
      text: (text, receivedAt) => {
        if (this.#isMute) return;
        this.origin.sequence++;
        this.origin.receivedAt = receivedAt;
        events.text(this, text);
      },
      closed: (close) => events.closed(this, close),
      fault: (error) => events.fault(error),
    });
    this.#socket.start();
  }

  get isOpen(): boolean {
    return this.#socket.state === 'open';
  }

  get state() {
    return this.#socket.state;
  }

  get evidence() {
    return this.#socket.evidence;
  }

  /** Takes tokens in; they are subscribed now, or as soon as the socket opens. */
  add(tokens: readonly TokenId[]): void {
    const fresh = tokens.filter((token) => !this.tokens.has(token));
    for (const token of fresh) this.tokens.add(token);
    if (this.isOpen) this.#subscribe(new Set(fresh));
  }

  /** Lets tokens go. */
  drop(tokens: readonly TokenId[]): void {
    const gone = tokens.filter((token) => this.tokens.delete(token));
    if (gone.length > 0 && this.isOpen) this.#socket.send(unsubscription(gone));
  }

  /** Asks for a token's snapshot again, the only way there is: by subscribing anew. */
  redrive(token: TokenId): void {
    if (!this.isOpen || !this.tokens.has(token)) return;
    this.#socket.send(unsubscription([token]));
    this.#subscribe(new Set([token]));
  }

  renew(reason: string): void {
    this.#socket.renew(reason);
  }

  /** Delivers nothing any more, and says goodbye. */
  close(): Promise<void> {
    this.#isMute = true;
    return this.#socket.close();
  }

  /** What the full buffer refuses is missed at the snapshot's deadline and asked for again. */
  #subscribe(tokens: ReadonlySet<TokenId>): void {
    if (tokens.size === 0) return;
    const words = this.#isSubscribed ? subscription(tokens) : firstSubscription(tokens);
    if (!this.#socket.send(words).ok) return;
    this.#isSubscribed = true;
    // Not before: the venue closes a socket that is pinged first (1008, seen 2026).
    this.#socket.startHeartbeat();
  }
}
