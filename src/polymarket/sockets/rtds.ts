import type { Timestamp } from '../../domain/units.ts';
import { ReconnectingSocket } from '../../net/reconnecting-socket.ts';
import { type Heartbeat, SOCKET_LIMITS } from '../../net/socket-options.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import type { PriceSink } from './price-sink.ts';
import type { Reading } from './reading.ts';
import { type VenueSocket, venueSocket } from './venue-socket.ts';

// The older, public price socket (protocol notes §6.4), announced to go; still answered 2026-10-03.

export type RtdsSubscription = {
  readonly topic: 'crypto_prices' | 'crypto_prices_chainlink' | 'crypto_prices_twap_sixty';
  /** As the topic writes it: btcusdt, btc/usd. */
  readonly symbol: string;
};

export type RtdsOptions = VenueSocket & {
  readonly subscriptions: readonly RtdsSubscription[];
  readonly read: (text: string) => Reading<ReferencePrint>;
  readonly sink: PriceSink;
  readonly onFault: (error: unknown) => void;
};

const HEARTBEAT: Heartbeat = { kind: 'text', everyMs: 5_000, text: 'PING', answer: 'PONG' };
/** It freezes and still answers heartbeats (real-time-data-client #26); prices come each second. */
const FRAMELESS_MS = 10_000;

/** The fallback for {@link PolyBolt}. It numbers nothing and repeats nothing after a break. */
export class Rtds {
  readonly #options: RtdsOptions;
  readonly #socket: ReconnectingSocket;

  constructor(options: RtdsOptions) {
    const { sink, onFault } = options;
    const limits = { ...SOCKET_LIMITS, framelessMs: FRAMELESS_MS };
    this.#options = options;
    this.#socket = new ReconnectingSocket(
      { ...venueSocket(options, HEARTBEAT), limits },
      {
        opened: () => this.#opened(),
        text: (text, receivedAt) => this.#text(text, receivedAt),
        closed: (close) => sink.closed(close),
        fault: onFault,
      },
    );
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

  close(): Promise<void> {
    return this.#socket.close();
  }

  #opened(): void {
    const subscriptions = this.#options.subscriptions.map(({ topic, symbol }) => ({
      topic,
      type: topic === 'crypto_prices' ? 'update' : '*',
      // JSON within JSON: the filter is a text.
      filters: JSON.stringify({ symbol }),
    }));
    this.#socket.send(JSON.stringify({ action: 'subscribe', subscriptions }));
    this.#socket.startHeartbeat();
  }

  #text(text: string, receivedAt: Timestamp): void {
    const { read, sink } = this.#options;
    sink.frame(text, receivedAt, this.#socket.evidence.connection);
    const { messages, refusals } = read(text);
    for (const refusal of refusals) sink.refused(refusal, receivedAt);
    for (const print of messages) sink.print(print, receivedAt);
  }
}
