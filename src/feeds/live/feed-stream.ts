import type { Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { ReconnectingSocket } from '../../net/reconnecting-socket.ts';
import { type Heartbeat, SOCKET_LIMITS, type SocketClose } from '../../net/socket-options.ts';
import { elapsedMs, type Timer } from '../../ports/clock.ts';
import type { FeedOutside } from './feed-outside.ts';
import type { FeedNews } from './feed-sink.ts';
import { BLOCKED_REST_MS, type Hosts, isBlocked } from './hosts.ts';

export type FeedStreamOptions = FeedOutside & {
  readonly source: string;
  readonly hosts: Hosts;
  /** What follows the host. */
  readonly path: string;
  /** Sent on each opening. */
  readonly greeting: readonly string[];
  /** The exchange ends connections at this age, ms: ours is replaced before. Undefined: never. */
  readonly lifeMs: number | undefined;
  /** A frame; true when it brought something of what was asked for. */
  readonly onText: (text: string, receivedAt: Timestamp, connection: number) => boolean;
};

/** Exchanges answer pings; Binance counts them and allows 5 texts and pings a second. */
const HEARTBEAT: Heartbeat = { kind: 'control', everyMs: 10_000 };
/** Binance bans addresses that make more than 300 attempts in five minutes (docs, 2026-11). */
const WAITS = { leastMs: 250, firstMs: 1_000, mostMs: 30_000 };
const LOOP = { provenMs: 5_000, closes: 5, restMs: 60_000 };
/** The largest frame, a depth update in a crash, is far below. */
const LIMITS = { ...SOCKET_LIMITS, frameBytesMost: 4_000_000 };

/** A new connection must bring something within this, ms. */
const PROOF_MS = 20_000;
/** Then both are listened to for so long, so that nothing falls between them, ms. */
const OVERLAP_MS = 3_000;
/** After a replacement that failed, the next is tried, ms. */
const RETRY_MS = 60_000;
/** Replaced earlier than necessary by at most this part, so that not all are at once. */
const LIFE_JITTER = 0.05;

type Link = {
  readonly host: string;
  readonly socket: ReconnectingSocket;
  connection: number;
  /** It has brought something since it opened. */
  isProven: boolean;
};

type Purpose = 'life' | 'proof' | 'overlap' | 'rest';

/**
 * One subscription over connections that follow each other: after a break on the same host, after
 * a refusal on the next one, and before its end of life on a second connection that takes over
 * once it has proven itself. While two are open every frame comes from both.
 */
export class FeedStream {
  readonly #options: FeedStreamOptions;
  readonly #timers = new Map<Purpose, Timer>();
  /** Connections that came about. */
  opens = 0;
  /** When a message came last, on whichever of them; undefined: none has. */
  lastFrame: Timestamp | undefined;
  #current: Link | undefined;
  #successor: Link | undefined;

  constructor(options: FeedStreamOptions) {
    this.#options = options;
  }

  /** Two connections say the same. */
  get isOverlapping(): boolean {
    return this.#successor !== undefined;
  }

  /** Is there a connection that is open? */
  get isOpen(): boolean {
    return this.#current?.socket.state === 'open';
  }

  /** Age of the connection, ms; 0 when none is open. */
  get openForMs(): number {
    const openedAt = this.#current?.socket.evidence.openedAt;
    return openedAt === undefined ? 0 : elapsedMs(openedAt, this.#options.clock.monotonic());
  }

  start(): void {
    if (this.#current === undefined && !this.#timers.has('rest')) this.#current = this.#open();
  }

  /** Says goodbye; nothing is delivered any more. */
  async close(): Promise<void> {
    for (const purpose of [...this.#timers.keys()]) this.#clearTimer(purpose);
    const links = [this.#current, this.#successor];
    this.#current = undefined;
    this.#successor = undefined;
    await Promise.all(links.map((link) => link?.socket.close()));
  }

  /**
   * Makes a second connection, which takes over once it has brought something. Does nothing while
   * that is going on already, or while there is no connection to replace.
   */
  handOver(reason: string): void {
    if (this.#successor !== undefined || !this.isOpen) return;
    this.#tell({ kind: 'handover', reason });
    this.#successor = this.#open();
    this.#setTimer('proof', PROOF_MS, () => this.#giveUp('the new connection brings nothing'));
  }

  #open(): Link {
    const { hosts, path, clock, transport, random, nextConnection, onFault } = this.#options;
    const { userAgent } = this.#options;
    const host = hosts.current;
    const socket = new ReconnectingSocket(
      {
        url: host + path,
        headers: { 'user-agent': userAgent },
        clock,
        transport,
        backoff: new Backoff(WAITS, random),
        heartbeat: HEARTBEAT,
        limits: LIMITS,
        loop: LOOP,
        nextConnection,
      },
      {
        opened: (connection) => this.#opened(link, connection),
        text: (text, receivedAt) => this.#text(link, text, receivedAt),
        closed: (close) => this.#closed(link, close),
        fault: onFault,
      },
    );
    const link: Link = { host, socket, connection: 0, isProven: false };
    socket.start();
    return link;
  }

  #opened(link: Link, connection: number): void {
    this.opens++;
    link.connection = connection;
    link.isProven = false;
    for (const text of this.#options.greeting) link.socket.send(text);
    link.socket.startHeartbeat();
    this.#tell({ kind: 'opened', connection, host: link.host });
    if (link === this.#current) this.#beginLife();
  }

  #text(link: Link, text: string, receivedAt: Timestamp): void {
    if (link !== this.#current && link !== this.#successor) return;
    this.lastFrame = receivedAt;
    const brought = this.#options.onText(text, receivedAt, link.connection);
    if (!brought || link.isProven) return;
    link.isProven = true;
    if (link === this.#successor) {
      this.#clearTimer('proof');
      this.#setTimer('overlap', OVERLAP_MS, () => this.#takeOver());
    }
  }

  #closed(link: Link, close: SocketClose): void {
    if (link !== this.#current && link !== this.#successor) return;
    this.#tell({ kind: 'closed', close, host: link.host });
    if (isBlocked(close)) this.#blocked(link);
    else if (link === this.#successor) this.#giveUp('the new connection broke');
    // The successor is further on its way than a new attempt would be.
    else if (this.#successor !== undefined) this.#takeOver();
  }

  #blocked(link: Link): void {
    const next = this.#options.hosts.block(link.host);
    this.#tell({ kind: 'blocked', host: link.host, next });
    void link.socket.close();
    if (link === this.#successor) {
      this.#giveUp('the host refuses us');
      return;
    }
    this.#current = undefined;
    if (this.#successor !== undefined) this.#takeOver();
    else if (next !== undefined) this.#current = this.#open();
    else this.#setTimer('rest', BLOCKED_REST_MS, () => this.start());
  }

  #takeOver(): void {
    const [before, next] = [this.#current, this.#successor];
    if (next === undefined) return;
    this.#current = next;
    this.#successor = undefined;
    this.#clearTimer('proof');
    this.#clearTimer('overlap');
    this.#tell({ kind: 'handedOver', to: next.connection });
    if (next.socket.state === 'open') this.#beginLife();
    void before?.socket.close();
  }

  #giveUp(reason: string): void {
    const successor = this.#successor;
    this.#successor = undefined;
    this.#clearTimer('proof');
    this.#clearTimer('overlap');
    this.#tell({ kind: 'handoverFailed', reason });
    // Where its life has ended already, nothing else would try again.
    if (this.#options.lifeMs !== undefined && !this.#timers.has('life')) this.#endLifeIn(RETRY_MS);
    void successor?.socket.close();
  }

  #beginLife(): void {
    const { lifeMs, random } = this.#options;
    if (lifeMs !== undefined) this.#endLifeIn(lifeMs * (1 - LIFE_JITTER * random()));
  }

  #endLifeIn(ms: number): void {
    this.#setTimer('life', ms, () => this.handOver('its life ends'));
  }

  /** Whoever listens cannot keep us from what we do next. */
  #tell(news: FeedNews): void {
    const { sink, source, clock, onFault } = this.#options;
    try {
      sink.note({ ...news, source, at: clock.now() });
    } catch (error) {
      onFault(error);
    }
  }

  #setTimer(purpose: Purpose, ms: number, run: () => void): void {
    this.#clearTimer(purpose);
    const timer = this.#options.clock.setTimer(ms, () => {
      this.#timers.delete(purpose);
      run();
    });
    this.#timers.set(purpose, timer);
  }

  #clearTimer(purpose: Purpose): void {
    const timer = this.#timers.get(purpose);
    if (timer !== undefined) this.#options.clock.clearTimer(timer);
    this.#timers.delete(purpose);
  }
}
