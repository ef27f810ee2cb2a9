import type { Timestamp } from '../../domain/units.ts';
import type { ReconnectingSocket } from '../../net/reconnecting-socket.ts';

/** What is known of the connections of one channel, for whoever watches over them. */
export type SocketReading = {
  readonly name: string;
  /** Connections that should be open, and that are. */
  readonly wanted: number;
  readonly open: number;
  /** Counts that only grow. */
  readonly opens: number;
  readonly frames: number;
  /** When the last message came, on the connection where that is longest ago; undefined: never. */
  readonly lastFrame: Timestamp | undefined;
};

/** Of a channel that has one socket. */
export function readingOf(
  name: string,
  { state, evidence }: Pick<ReconnectingSocket, 'state' | 'evidence'>,
): SocketReading {
  const { opens, frames, lastFrame } = evidence;
  return { name, wanted: 1, open: state === 'open' ? 1 : 0, opens, frames, lastFrame };
}
