import type { ConditionId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ReconnectingSocket } from '../../net/reconnecting-socket.ts';
import type { SocketClose } from '../../net/socket-options.ts';
import type { ApiCredentials } from '../signing/api-credentials.ts';
import type { Reading } from './reading.ts';
import { CLOB_HEARTBEAT, type VenueSocket, venueSocket } from './venue-socket.ts';

/** A stretch in which orders may have filled unseen: REST must tell. */
export type UserGap = {
  /** The last sign of life before; undefined: the run begins here. */
  readonly from: Timestamp | undefined;
  /** When the new subscription was sent. */
  readonly to: Timestamp;
};

/** Who takes what the user channel delivers. Raw frames carry the id of the API key. */
export type UserSink<M> = {
  frame(text: string, receivedAt: Timestamp, connection: number): void;
  message(message: M, receivedAt: Timestamp): void;
  refused(refusal: Refusal, receivedAt: Timestamp): void;
  /** Nothing is heard of our orders from here on; `since` is the last sign of life. */
  blind(since: Timestamp | undefined, close: SocketClose): void;
  /**
   * Everything is heard again, from now on. What happened before is the reconciler's to find out;
   * what it finds will overlap with what comes here.
   */
  gap(gap: UserGap): void;
};

export type UserChannelOptions<M> = VenueSocket & {
  readonly credentials: ApiCredentials;
  /** Only these markets; undefined: all. */
  readonly markets: readonly ConditionId[] | undefined;
  readonly read: (text: string) => Reading<M>;
  readonly sink: UserSink<M>;
  readonly onFault: (error: unknown) => void;
};

/**
 * Our orders and fills as they happen. The venue confirms nothing on this channel and repeats
 * nothing after a break, so each opening is a gap for REST to fill (the venue does not cancel
 * orders when this socket breaks).
 */
export class UserChannel<M> {
  readonly #options: UserChannelOptions<M>;
  readonly #socket: ReconnectingSocket;
  readonly #markets: Set<ConditionId> | undefined;
  /** The last sign of life of the connection before. */
  #heardUntil: Timestamp | undefined;

  constructor(options: UserChannelOptions<M>) {
    const { markets, sink, onFault } = options;
    this.#options = options;
    this.#markets = markets === undefined ? undefined : new Set(markets);
    this.#socket = new ReconnectingSocket(venueSocket(options, CLOB_HEARTBEAT), {
      opened: () => this.#opened(),
      text: (text, receivedAt) => this.#text(text, receivedAt),
      closed: (close) => {
        if (close.connection === undefined) return;
        this.#heardUntil = this.#socket.evidence.lastActivity;
        sink.blind(this.#heardUntil, close);
      },
      fault: onFault,
    });
  }

  get state() {
    return this.#socket.state;
  }

  get evidence() {
    return this.#socket.evidence;
  }

  start(): void {
    this.#socket.start();
  }

  /** Nothing to do where all markets are heard. */
  subscribe(markets: readonly ConditionId[]): void {
    const fresh = markets.filter((market) => this.#markets?.has(market) === false);
    for (const market of fresh) this.#markets?.add(market);
    this.#tell('subscribe', fresh);
  }

  unsubscribe(markets: readonly ConditionId[]): void {
    this.#tell(
      'unsubscribe',
      markets.filter((market) => this.#markets?.delete(market)),
    );
  }

  /** For the reconciler that has found what this channel did not tell: a new connection. */
  renew(reason: string): void {
    this.#socket.renew(reason);
  }

  close(): Promise<void> {
    return this.#socket.close();
  }

  #opened(): void {
    const { credentials, clock, sink } = this.#options;
    const { key: apiKey } = credentials;
    const [secret, passphrase] = [credentials.secret.reveal(), credentials.passphrase.reveal()];
    const markets = this.#markets === undefined ? {} : { markets: [...this.#markets] };
    const words = { auth: { apiKey, secret, passphrase }, type: 'user', ...markets };
    this.#socket.send(JSON.stringify(words));
    this.#socket.startHeartbeat();
    sink.gap({ from: this.#heardUntil, to: clock.now() });
  }

  #text(text: string, receivedAt: Timestamp): void {
    const { read, sink } = this.#options;
    sink.frame(text, receivedAt, this.#socket.evidence.connection);
    const { messages, refusals } = read(text);
    for (const refusal of refusals) sink.refused(refusal, receivedAt);
    for (const message of messages) sink.message(message, receivedAt);
  }

  #tell(operation: 'subscribe' | 'unsubscribe', markets: readonly ConditionId[]): void {
    if (markets.length === 0 || this.#socket.state !== 'open') return;
    this.#socket.send(JSON.stringify({ operation, markets }));
  }
}
