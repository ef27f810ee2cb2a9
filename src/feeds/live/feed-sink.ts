import type { Refusal } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { SocketClose } from '../../net/socket-options.ts';
import type { FeedEvent } from '../wire/feed-event.ts';

/** News of a feed that are no event of the exchange. */
export type FeedNews =
  | { readonly kind: 'opened'; readonly connection: number; readonly host: string }
  | { readonly kind: 'closed'; readonly close: SocketClose; readonly host: string }
  /** The host refuses us from this place; no next: all do, and are tried anew after a rest. */
  | { readonly kind: 'blocked'; readonly host: string; readonly next: string | undefined }
  /** A second connection is made before the first is let go, and what becomes of that. */
  | { readonly kind: 'handover' | 'handoverFailed'; readonly reason: string }
  | { readonly kind: 'handedOver'; readonly to: number }
  /** A price has become too old to be served, or is served again. */
  | { readonly kind: 'stale' | 'fresh'; readonly feed: string }
  /** A request brought nothing: the outcome's kind, and what is known of why. */
  | {
      readonly kind: 'unanswered';
      readonly outcome: string;
      readonly detail: string;
      readonly retryInMs: number;
    };

/** `source` as in {@link FeedSink.frame}. */
export type FeedNote = FeedNews & { readonly source: string; readonly at: Timestamp };

/**
 * Who takes what feeds deliver: the frame as it came, then what was read in it. Called from the
 * socket's own event: keep it short.
 */
export type FeedSink = {
  /** `source` says what the text is: binance/spot, coinbase/exchange. Connection 0: an answer. */
  frame(source: string, connection: number, text: string, receivedAt: Timestamp): void;
  event(event: FeedEvent, receivedAt: Timestamp): void;
  /** What cannot be believed; the frame itself was delivered before. */
  refused(refusal: Refusal, source: string, receivedAt: Timestamp): void;
  note(note: FeedNote): void;
};
