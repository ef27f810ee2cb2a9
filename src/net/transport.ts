/** What an open or opening connection can be told. */
export type Connection = {
  /** Bytes handed over that the other side has not taken yet. */
  buffered(): number;
  send(text: string): void;
  /** A control ping; the answer is `ponged`. */
  ping(): void;
  /** Says goodbye; `closed` follows when the other side has answered. */
  close(code: number, reason: string): void;
  /** Drops the connection at once; `closed` follows. */
  terminate(): void;
};

/** What a connection tells. `closed` comes last and once, also when it never opened. */
export type ConnectionEvents = {
  opened(): void;
  /** A text frame, and the bytes it had. */
  text(text: string, bytes: number): void;
  /** A frame that is no text. */
  binary(bytes: number): void;
  ponged(): void;
  /** `reason` is the other side's, or what went wrong on the way. */
  closed(code: number, reason: string): void;
};

export type ConnectionRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Larger frames end the connection. */
  readonly frameBytesMost: number;
};

/** Opens a connection; no event comes before it has returned. */
export type Transport = (request: ConnectionRequest, events: ConnectionEvents) => Connection;
