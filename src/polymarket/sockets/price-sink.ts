import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { SocketClose } from '../../net/socket-options.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';

/** A stretch in which prints are missing from a feed that goes on. */
export type PrintGap = {
  readonly channel: string;
  /** How many frames; undefined: the venue says that it dropped some, not how many. */
  readonly missed: number | undefined;
  readonly at: Timestamp;
};

/** Who takes what a price socket delivers: the frame as it came, then its prints. */
export type PriceSink = {
  frame(text: string, receivedAt: Timestamp, connection: number): void;
  print(print: ReferencePrint, receivedAt: Timestamp): void;
  refused(refusal: Refusal, receivedAt: Timestamp): void;
  gap(gap: PrintGap): void;
  /** The venue does not do what we asked for: a wrong key, an unknown symbol, too much at once. */
  denied(code: string, channel: string | undefined): void;
  closed(close: SocketClose): void;
};
