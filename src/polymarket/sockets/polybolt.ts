import { invariant } from '../../domain/invariant.ts';
import type { Timestamp } from '../../domain/units.ts';
import { ReconnectingSocket } from '../../net/reconnecting-socket.ts';
import { SOCKET_LIMITS } from '../../net/socket-options.ts';
import { elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import type { ApiCredentials } from '../signing/api-credentials.ts';
import type { PriceSink } from './price-sink.ts';
import type { Reading } from './reading.ts';
import { type VenueSocket, venueSocket } from './venue-socket.ts';

// The authenticated price socket (protocol notes §6.3; venue docs "wss/polybolt", 2026-10).

/** What its parser makes of a frame. */
export type PolyBoltMessage =
  | {
      readonly kind: 'PricesPrinted';
      readonly channel: string;
      /** Rises by one with each frame of a channel on a connection. */
      readonly sequence: number;
      /** The venue left out frames before this one. */
      readonly dropped: boolean;
      readonly prints: readonly ReferencePrint[];
    }
  | { readonly kind: 'Acknowledged'; readonly what: string; readonly channel: string | undefined }
  | {
      readonly kind: 'RequestRefused';
      readonly code: string;
      readonly channel: string | undefined;
    };

export type PolyBoltSubscription = {
  readonly channel: 'price.crypto' | 'price.crypto.twap' | 'price.equity' | 'price.equity.twap';
  readonly filter: { readonly symbol: string; readonly window_seconds?: number };
};

export type PolyBoltOptions = VenueSocket & {
  readonly credentials: ApiCredentials;
  /** At most 64. */
  readonly subscriptions: readonly PolyBoltSubscription[];
  readonly read: (text: string) => Reading<PolyBoltMessage>;
  readonly sink: PriceSink;
  readonly onFault: (error: unknown) => void;
};

const SUBSCRIPTIONS_MOST = 64;
/** The answer to our name must come within this. */
const AUTH_MS = 5_000;
/** Prices come once a second: without any for so long the stream is stuck. */
const FRAMELESS_MS = 10_000;
/** What will be so again when we ask at once: these wait as long as close code 4001. */
const LASTING: readonly string[] = ['auth_invalid', 'auth_attempts', 'rate_limited'];
/** A hole is mended by a new connection, but not more often than this. */
const MEND_MS = 60_000;
/** A key that is not taken, and a rule that we broke, will be so for a while. */
const DENIED_MS = 60_000;
/** After a drain the venue wants to see us again within 10 s, but not all at once. */
const DRAIN_MS = 10_000;

/**
 * Prices of the oracle and of spot markets, as the venue settles by them. A connection begins with
 * our name, then with everything that we want to hear, and each of that with its last two minutes:
 * so a new connection mends a hole.
 */
export class PolyBolt {
  readonly #options: PolyBoltOptions;
  readonly #socket: ReconnectingSocket;
  /** Last number of each channel on this connection. */
  readonly #sequences = new Map<string, number>();
  #authTimer: Timer | undefined;
  #mendedAt: Monotonic | undefined;
  #isLive = false;
  /** The venue has just refused us for a reason that lasts. */
  #isDenied = false;

  /** @throws InvariantError when there are more subscriptions than the venue takes. */
  constructor(options: PolyBoltOptions) {
    const count = options.subscriptions.length;
    invariant(count <= SUBSCRIPTIONS_MOST, `${count} subscriptions, at most ${SUBSCRIPTIONS_MOST}`);
    const { sink, onFault, random } = options;
    const heartbeat = { kind: 'control', everyMs: 10_000 } as const;
    const afterClose = (code: number) => (this.#isDenied ? DENIED_MS : waitAfter(code, random));
    const limits = { ...SOCKET_LIMITS, framelessMs: FRAMELESS_MS };
    this.#options = options;
    this.#socket = new ReconnectingSocket(
      { ...venueSocket(options, heartbeat), limits, afterClose },
      {
        opened: () => this.#opened(),
        text: (text, receivedAt) => this.#text(text, receivedAt),
        closed: (close) => {
          this.#isLive = false;
          this.#endAuth();
          sink.closed(close);
        },
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

  /** Has the venue taken our name on this connection? */
  get isLive(): boolean {
    return this.#isLive;
  }

  start(): void {
    this.#socket.start();
  }

  close(): Promise<void> {
    return this.#socket.close();
  }

  #opened(): void {
    const { credentials, clock } = this.#options;
    this.#isDenied = false;
    const { key: apiKey } = credentials;
    const [secret, passphrase] = [credentials.secret.reveal(), credentials.passphrase.reveal()];
    this.#sequences.clear();
    this.#send({ op: 'auth', rid: 'auth', auth: { apiKey, secret, passphrase } });
    this.#authTimer = clock.setTimer(AUTH_MS, () => this.#socket.renew('no answer to our name'));
    this.#socket.startHeartbeat();
  }

  #text(text: string, receivedAt: Timestamp): void {
    const { read, sink } = this.#options;
    sink.frame(text, receivedAt, this.#socket.evidence.connection);
    const { messages, refusals } = read(text);
    for (const refusal of refusals) sink.refused(refusal, receivedAt);
    for (const message of messages) {
      if (message.kind === 'PricesPrinted') this.#prices(message, receivedAt);
      else if (message.kind === 'Acknowledged') this.#acknowledged(message.what);
      else this.#denied(message.code, message.channel);
    }
  }

  #prices(
    { channel, sequence, dropped, prints }: Extract<PolyBoltMessage, { kind: 'PricesPrinted' }>,
    receivedAt: Timestamp,
  ): void {
    const { sink } = this.#options;
    const last = this.#sequences.get(channel);
    // A frame again, or one that was overtaken: its prints have their own time, and do no harm.
    this.#sequences.set(channel, Math.max(last ?? 0, sequence));
    for (const print of prints) sink.print(print, receivedAt);
    const missed = last === undefined ? 0 : Math.max(0, sequence - last - 1);
    if (missed === 0 && !dropped) return;
    sink.gap({ channel, missed: missed === 0 ? undefined : missed, at: receivedAt });
    this.#mend();
  }

  /** A new connection brings the last two minutes again. */
  #mend(): void {
    const now = this.#options.clock.monotonic();
    if (this.#mendedAt !== undefined && elapsedMs(this.#mendedAt, now) < MEND_MS) return;
    this.#mendedAt = now;
    this.#socket.renew('frames are missing');
  }

  #acknowledged(what: string): void {
    // Should it ask for a sign of life in words; it does so by control frames otherwise.
    if (what === 'ping') this.#send({ op: 'pong' });
    if (what !== 'authed' || this.#isLive) return;
    this.#endAuth();
    this.#isLive = true;
    const { subscriptions } = this.#options;
    if (subscriptions.length > 0) this.#send({ op: 'subscribe', rid: 'all', subscriptions });
  }

  #denied(code: string, channel: string | undefined): void {
    this.#options.sink.denied(code, channel);
    this.#isDenied = LASTING.includes(code);
    // The others speak of one subscription; the rest goes on.
    if (code.startsWith('auth') || code === 'rate_limited') this.#socket.renew(code);
  }

  #endAuth(): void {
    if (this.#authTimer !== undefined) this.#options.clock.clearTimer(this.#authTimer);
    this.#authTimer = undefined;
  }

  #send(words: object): void {
    this.#socket.send(JSON.stringify(words));
  }
}

/** What a close code asks for; undefined: the usual growing wait. */
function waitAfter(code: number, random: () => number): number | undefined {
  switch (code) {
    case 4001:
    case 4008:
      return DENIED_MS;
    case 4003:
      return random() * DRAIN_MS;
    default:
      return undefined;
  }
}
