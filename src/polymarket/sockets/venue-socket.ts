import { Backoff } from '../../net/backoff.ts';
import { type Heartbeat, SOCKET_LIMITS, type SocketOptions } from '../../net/socket-options.ts';
import type { Transport } from '../../net/transport.ts';
import type { Clock } from '../../ports/clock.ts';

/** What each of the venue's sockets needs from outside. */
export type VenueSocket = {
  /** The service's address, or that of a server on loopback. */
  readonly url: string;
  readonly clock: Clock;
  readonly transport: Transport;
  /** Numbers in [0, 1), for the waits between attempts. */
  readonly random: () => number;
  /** Numbers the connections; shared by all who report to one recorder. */
  readonly nextConnection: () => number;
};

/** The CLOB's sockets want a text every 10 s (docs "wss/market", 2026-06-18). */
export const CLOB_HEARTBEAT: Heartbeat = {
  kind: 'text',
  everyMs: 10_000,
  text: 'PING',
  answer: 'PONG',
};

/** Waits of 1 to 30 s with full jitter are what the venue asks for (PolyBolt docs, 2026-10). */
const WAITS = { leastMs: 100, firstMs: 1_000, mostMs: 30_000 };
const LOOP = { provenMs: 5_000, closes: 5, restMs: 30_000 };

/** The venue's waits and limits for one socket. */
export function venueSocket(
  { url, clock, transport, random, nextConnection }: VenueSocket,
  heartbeat: Heartbeat,
  afterClose?: NonNullable<SocketOptions['afterClose']>,
): SocketOptions {
  return {
    url,
    clock,
    transport,
    backoff: new Backoff(WAITS, random),
    heartbeat,
    limits: SOCKET_LIMITS,
    loop: LOOP,
    nextConnection,
    ...(afterClose === undefined ? {} : { afterClose }),
  };
}
