import { invariant } from '../domain/invariant.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { elapsedMs, type Timer } from '../ports/clock.ts';
import { RetryPlan } from './retry-plan.ts';
import { SocketEvidence } from './socket-evidence.ts';
import type { SocketClose, SocketEvents, SocketOptions, SocketState } from './socket-options.ts';
import type { Connection } from './transport.ts';

/** Close codes of RFC 6455: done; and "it broke", which never travels. */
const NORMAL = 1000;
const ABNORMAL = 1006;

type Purpose = 'open' | 'silence' | 'heartbeat' | 'retry' | 'close';

/**
 * A socket that comes back. It opens, notices silence, reconnects after a growing wait, numbers
 * its connections and counts what it saw. It repeats nothing: who listens sends again what a new
 * connection must know. Nothing ever throws out of it into the event loop.
 */
export class ReconnectingSocket {
  readonly evidence = new SocketEvidence();
  readonly #options: SocketOptions;
  readonly #events: SocketEvents;
  readonly #retry: RetryPlan;
  #state: SocketState = 'idle';
  #connection: Connection | undefined;
  /** One for each purpose; all end with the connection. */
  readonly #timers = new Map<Purpose, Timer>();
  #whenClosed: (() => void)[] = [];

  constructor(options: SocketOptions, events: SocketEvents) {
    invariant(URL.canParse(options.url), `not an address: ${options.url}`);
    this.#options = options;
    this.#events = events;
    this.#retry = new RetryPlan(options.backoff, options.loop);
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Opens, and from now on keeps open. Also the way back from `closed`. */
  start(): void {
    if (this.#state === 'idle' || this.#state === 'closed') this.#connect();
  }

  /** Refuses with `not_open` or `buffer_full`; what is refused is not kept for later. */
  send(text: string): Result<void> {
    const connection = this.#connection;
    if (this.#state !== 'open' || connection === undefined) {
      this.evidence.unsent++;
      return refuse('not_open', `the socket is ${this.#state}`);
    }
    const most = this.#options.limits.bufferedBytesMost;
    if (connection.buffered() + text.length > most) {
      this.evidence.unsent++;
      return refuse('buffer_full', `more than ${most} bytes wait to be sent`);
    }
    connection.send(text);
    return ok(undefined);
  }

  /**
   * Begins to ask for signs of life on this connection. Not done by itself on opening: the venue
   * closes a market socket that is pinged before its first subscription (1008, seen 2026).
   */
  startHeartbeat(): void {
    if (this.#state !== 'open' || this.#timers.has('heartbeat')) return;
    this.#setTimer('heartbeat', this.#options.heartbeat.everyMs, () => this.#beat());
  }

  /** Drops the connection and opens another. `reason` is for the record. */
  renew(reason: string): void {
    if (this.#state === 'open' || this.#state === 'connecting') this.#drop(ABNORMAL, reason);
  }

  /** Says goodbye and stays closed. Resolves when the connection is gone. */
  close(): Promise<void> {
    if (this.#state === 'closing') return this.#whenGone();
    const { limits } = this.#options;
    this.#clearTimers();
    if (this.#state === 'open') {
      this.#state = 'closing';
      this.#setTimer('close', limits.closeMs, () => this.#drop(ABNORMAL, 'no answer to goodbye'));
      this.#connection?.close(NORMAL, '');
      return this.#whenGone();
    }
    const wasConnecting = this.#state === 'connecting';
    this.#state = 'closed';
    if (wasConnecting) this.#drop(NORMAL, 'not needed any more');
    return Promise.resolve();
  }

  #whenGone(): Promise<void> {
    return new Promise((resolve) => this.#whenClosed.push(resolve));
  }

  #connect(): void {
    const { url, headers = {}, transport, limits } = this.#options;
    this.#state = 'connecting';
    this.#setTimer('open', limits.openMs, () =>
      this.#drop(ABNORMAL, 'the handshake took too long'),
    );
    let connection: Connection | undefined;
    const isCurrent = () => connection !== undefined && connection === this.#connection;
    const request = { url, headers, frameBytesMost: limits.frameBytesMost };
    try {
      connection = transport(request, {
        opened: () => isCurrent() && this.#opened(),
        text: (text, bytes) => isCurrent() && this.#text(text, bytes),
        binary: (bytes) => isCurrent() && this.#binary(bytes),
        ponged: () => isCurrent() && this.evidence.answer(0, this.#options.clock),
        closed: (code, reason) => isCurrent() && this.#gone(code, reason),
      });
    } catch (error) {
      this.#fault(error);
      this.#gone(ABNORMAL, 'the transport refused');
      return;
    }
    this.#connection = connection;
  }

  #opened(): void {
    const { clock, limits, nextConnection } = this.#options;
    this.#clearTimers();
    this.#state = 'open';
    const connection = nextConnection();
    this.evidence.opened(connection, clock);
    this.#setTimer('silence', limits.silentMs, () => this.#checkSilence());
    this.#tell(() => this.#events.opened(connection));
  }

  /** The hot path: nothing is allocated here. */
  #text(text: string, bytes: number): void {
    const { clock, heartbeat } = this.#options;
    if (heartbeat.kind === 'text' && text === heartbeat.answer) {
      this.evidence.answer(bytes, clock);
      return;
    }
    const receivedAt = this.evidence.frame(bytes, clock);
    try {
      this.#events.text(text, receivedAt);
    } catch (error) {
      this.#fault(error);
    }
  }

  #binary(bytes: number): void {
    this.evidence.bytes += bytes;
    this.evidence.binaries++;
    this.evidence.alive(this.#options.clock);
  }

  #beat(): void {
    const { heartbeat } = this.#options;
    this.#setTimer('heartbeat', heartbeat.everyMs, () => this.#beat());
    if (heartbeat.kind === 'control') this.#connection?.ping();
    // A refusal is counted; a connection that takes nothing will be found silent.
    else this.send(heartbeat.text);
  }

  #checkSilence(): void {
    const { clock, limits } = this.#options;
    const last = this.evidence.lastActivityAt ?? clock.monotonic();
    const left = limits.silentMs - elapsedMs(last, clock.monotonic());
    if (left > 0) this.#setTimer('silence', left, () => this.#checkSilence());
    else this.#drop(ABNORMAL, `silent for ${limits.silentMs} ms`);
  }

  /** Ends the connection from our side, without waiting for anybody. */
  #drop(code: number, reason: string): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.terminate();
    this.#gone(code, reason);
  }

  #gone(code: number, reason: string): void {
    const { clock, afterClose } = this.#options;
    const evidence = this.evidence;
    const { openedAt } = evidence;
    const openForMs = openedAt === undefined ? 0 : elapsedMs(openedAt, clock.monotonic());
    const frames = openedAt === undefined ? 0 : evidence.connectionFrames;
    const connection = openedAt === undefined ? undefined : evidence.connection;
    evidence.openedAt = undefined;
    evidence.closes++;
    this.#connection = undefined;
    this.#clearTimers();
    const wish = afterClose?.(code);
    const ended = this.#state === 'closing' || this.#state === 'closed' || wish === 'stop';
    const retry = ended ? undefined : this.#retry.next(openForMs, frames, wish);
    this.#state = ended ? 'closed' : 'waiting';
    if (retry !== undefined) this.#setTimer('retry', retry.delayMs, () => this.#connect());
    const close: SocketClose = {
      connection,
      code,
      reason,
      openForMs,
      retryInMs: retry?.delayMs,
      looping: retry?.looping ?? false,
    };
    this.#tell(() => this.#events.closed(close));
    for (const resolve of this.#whenClosed.splice(0)) resolve();
  }

  #setTimer(purpose: Purpose, ms: number, run: () => void): void {
    const { clock } = this.#options;
    const timer = clock.setTimer(ms, () => {
      this.#timers.delete(purpose);
      run();
    });
    this.#timers.set(purpose, timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers.values()) this.#options.clock.clearTimer(timer);
    this.#timers.clear();
  }

  #tell(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#fault(error);
    }
  }

  #fault(error: unknown): void {
    this.evidence.faults++;
    try {
      this.#events.fault(error);
    } catch {
      // Who listens for faults has failed as well; the count is what is left of both.
      this.evidence.faults++;
    }
  }
}
