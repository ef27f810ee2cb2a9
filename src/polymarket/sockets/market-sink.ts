import type { TokenId } from '../../domain/ids.ts';
import type { Refusal } from '../../domain/result.ts';
import type { GapReason } from '../../domain/tape.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { MarketMessage } from '../../ports/venue-wire.ts';

/** A stretch in which nobody knows the book. */
export type BookGap = {
  /** The last moment at which it was known; undefined: never before. */
  readonly from: Timestamp | undefined;
  readonly to: Timestamp;
  readonly reason: GapReason;
};

/** What becomes of a token's book beside its content. `at` is receipt time, as are all others. */
export type BookMark =
  | {
      readonly kind: 'untrusted';
      readonly token: TokenId;
      readonly at: Timestamp;
      readonly since: Timestamp | undefined;
      readonly reason: GapReason;
    }
  /** A snapshot has come: the gap is over, and an epoch begins. */
  | {
      readonly kind: 'trusted';
      readonly token: TokenId;
      readonly at: Timestamp;
      /** Counts from 1 for each token. */
      readonly epoch: number;
      readonly gap: BookGap;
    }
  /** A bid at or above an ask, and its end. */
  | { readonly kind: 'crossed' | 'uncrossed'; readonly token: TokenId; readonly at: Timestamp }
  /** No socket gives a snapshot, after every attempt; they go on, seldom. */
  | { readonly kind: 'dead'; readonly token: TokenId; readonly at: Timestamp };

/** Where a frame came from: with its connection and number no two frames are the same. */
export type FrameOrigin = {
  readonly connection: number;
  /** From 1 on each connection. */
  sequence: number;
  receivedAt: Timestamp;
};

/**
 * Who takes what the market channel delivers, in this order: the frame as it came, its messages,
 * then marks. Called from the socket's own event: keep it short, and keep nothing of `origin`, which
 * is one object for all frames of a connection.
 */
export type MarketSink = {
  frame(text: string, origin: Readonly<FrameOrigin>): void;
  message(message: MarketMessage, origin: Readonly<FrameOrigin>): void;
  /** A part of the frame that cannot be read; the frame itself was delivered before. */
  refused(refusal: Refusal, origin: Readonly<FrameOrigin>): void;
  mark(mark: BookMark): void;
};
