import type { Timestamp } from '../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { Backoff } from './backoff.ts';
import type { LoopRule } from './retry-plan.ts';
import type { Transport } from './transport.ts';

/** A sign of life that we ask for: a text with its answer, or a control ping. */
export type Heartbeat =
  | { readonly kind: 'control'; readonly everyMs: number }
  | {
      readonly kind: 'text';
      readonly everyMs: number;
      readonly text: string;
      readonly answer: string;
    };

export type SocketLimits = {
  /** The handshake is given up after this, ms. */
  readonly openMs: number;
  /** Without any sign of life for this long the connection counts as dead, ms. */
  readonly silentMs: number;
  /** A goodbye is waited for this long, ms. */
  readonly closeMs: number;
  /** More than this unsent, and a text is refused: the other side does not read. */
  readonly bufferedBytesMost: number;
  /** Larger frames end the connection. */
  readonly frameBytesMost: number;
};

export const SOCKET_LIMITS: SocketLimits = {
  openMs: 10_000,
  // Two heartbeats of 10 s and a bit.
  silentMs: 25_000,
  closeMs: 2_000,
  bufferedBytesMost: 1_000_000,
  // A snapshot of a thousand levels is about 60 kB; a first dump may hold 200 of them.
  frameBytesMost: 32_000_000,
};

export type SocketOptions = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly backoff: Backoff;
  readonly heartbeat: Heartbeat;
  readonly limits: SocketLimits;
  readonly loop: LoopRule;
  /** Numbers each connection that opens; sockets that report to one recorder share it. */
  readonly nextConnection: () => number;
  /** What a close code asks for: a wait in ms, no further attempt, or nothing special. */
  readonly afterClose?: (code: number) => number | 'stop' | undefined;
};

/** The end of a connection, or of an attempt. */
export type SocketClose = {
  /** Undefined when it never opened. */
  readonly connection: number | undefined;
  readonly code: number;
  readonly reason: string;
  readonly openForMs: number;
  /** Undefined: there will be no further attempt. */
  readonly retryInMs: number | undefined;
  /** Connections come and go without ever proving themselves: see {@link LoopRule}. */
  readonly looping: boolean;
};

export type SocketEvents = {
  /** The place to send what the other side must know first. */
  opened(connection: number): void;
  /** A frame that is no answer to a heartbeat. */
  text(text: string, receivedAt: Timestamp): void;
  closed(close: SocketClose): void;
  /** A listener threw: a fault of the program. The socket goes on. */
  fault(error: unknown): void;
};

/** `waiting` is between two attempts; `closed` is for good. */
export type SocketState = 'idle' | 'connecting' | 'open' | 'waiting' | 'closing' | 'closed';
