/** When a connection is given up. */
export type SocketLimits = {
  /** More than this unsent, and the client is too slow to be kept. */
  readonly bufferedBytesMost: number;
  /** Larger frames from a client end its connection: of the CLOB's sockets and RTDS. */
  readonly frameBytesMost: number;
  /** A goodbye is waited for this long, ms. */
  readonly closeMs: number;
};

export const SOCKET_LIMITS: SocketLimits = {
  // Ten seconds of the liveliest market that was ever recorded, about 430 kB/s.
  bufferedBytesMost: 4_000_000,
  // A first subscription of a thousand tokens is about 80 kB.
  frameBytesMost: 1_000_000,
  closeMs: 1_000,
};
