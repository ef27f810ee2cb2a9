import { SOCKET_CHANNELS, type SocketChannel } from '../faults/socket-faults.ts';

/** What has happened on one kind of socket since the start. */
export class ChannelCounts {
  /** Connections now. */
  open = 0;
  /** Connections ever. */
  opened = 0;
  /** Frames from clients. */
  received = 0;
  /** Of those: such that could not be read or made no sense. */
  malformed = 0;
  /** Connections that named themselves wrongly. */
  denied = 0;
  /** Frames handed to connections; each copy counts. */
  sent = 0;
  /** Connections closed because they did not read. */
  slow = 0;
}

export type SocketCounts = Readonly<Record<SocketChannel, Readonly<ChannelCounts>>>;

export function socketCounts(): Record<SocketChannel, ChannelCounts> {
  const counts = SOCKET_CHANNELS.map((channel) => [channel, new ChannelCounts()] as const);
  return Object.fromEntries(counts) as Record<SocketChannel, ChannelCounts>;
}
