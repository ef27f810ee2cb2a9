/**
 * A tape: market events as columns, in replay order. One row is one book level, one print, one
 * reference price or one turn of a market's life. Rows of one venue message are consecutive and
 * the last one carries {@link FLAG_LAST}: between them the book is in motion and nobody acts.
 */
export type Tape = {
  readonly length: number;
  /** When the venue says that it happened, integer µs UTC; NaN where the recording does not say. */
  readonly tsEvent: Float64Array;
  /** When it could be known: the replay clock, integer µs UTC, never decreasing. */
  readonly tsInit: Float64Array;
  /** Market index; for KIND_REFERENCE the index of the reference feed. */
  readonly market: Int32Array;
  /** Outcome 0 or 1: the token the row speaks of. */
  readonly outcome: Uint8Array;
  readonly kind: Uint8Array;
  /** Book side of a level; for a print BID when the taker sold into bids, ASK when it bought. */
  readonly side: Uint8Array;
  readonly flags: Uint8Array;
  /** Units of 1e-6. */
  readonly price: Int32Array;
  /** Shares in units of 1e-6; a level's new total, 0 removes it, UNKNOWN_SIZE is not known. */
  readonly size: Float64Array;
};

/** The book of this token is void from here; a snapshot follows in the same message. */
export const KIND_CLEAR = 0;
/** A level's new total size. */
export const KIND_LEVEL = 1;
/** A public print. `side` is the book side that was hit. */
export const KIND_TRADE = 2;
/** A new tick size (in `price`): a new epoch, the book is void until a snapshot. */
export const KIND_TICK = 3;
/** The recording has a hole from here on; `price` holds the {@link GapReason} code. */
export const KIND_GAP = 4;
/** The venue sent a book and nothing had changed. */
export const KIND_CONFIRM = 5;
/** A reference price (spot, oracle): `market` is the feed, `size` the price in 1e-6 dollars. */
export const KIND_REFERENCE = 6;
/** The market becomes known: it is the next of the run's markets. No row speaks of it before. */
export const KIND_LIST = 7;
/** The market's trading window opens. */
export const KIND_OPEN = 8;
/** The market stops trading; resting orders are canceled by the venue. */
export const KIND_CLOSE = 9;
/** The market is settled: a share of `outcome` pays `price` (1, 0.5 or 0), the other the rest. */
export const KIND_RESOLVE = 10;
/** A price that somebody told, a mid or a point of a price history: nothing rests behind it, so it
 * says nothing of the book. Kept in archives; a replay leaves it out, or makes a book of it by a
 * rule that the user stated. Its `size` is UNKNOWN_SIZE. */
export const KIND_TOLD = 11;

/** Last row of its message. */
export const FLAG_LAST = 1;
/** Comes from a message that carried the whole book, perhaps stored as a difference. */
export const FLAG_BOOK = 2;
/** Derived by the importer by a stated rule, not sent by the venue: a tick nobody announced, or a
 * book told again. Who knows the book learns nothing from it, and it is no message. */
export const FLAG_DERIVED = 4;
/** A print learned by asking, after a gap: a fact of the market, but no news when it came. Kept in
 * archives, left out of replays. */
export const FLAG_LATE = 8;
/** Of a KIND_RESOLVE row: not the venue's word, but re-derived, or a proxy from the last book. */
export const FLAG_UNOFFICIAL = 16;

/** Why a book is not to be trusted. The position is the code in a tape's gap rows. */
export const GAP_REASONS = [
  'no_snapshot',
  'recording_gap',
  'disconnected',
  'tick_change',
  'stale',
  'crossed',
  'bad_rows',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** Whether a row with these flags ends a message; what the importer told again is none. */
export function endsMessage(flags: number): boolean {
  return (flags & (FLAG_LAST | FLAG_DERIVED)) === FLAG_LAST;
}

/** Rows from one to before another, in the same memory. */
export function partOf(tape: Tape, from: number, to: number): Tape {
  return {
    length: to - from,
    tsEvent: tape.tsEvent.subarray(from, to),
    tsInit: tape.tsInit.subarray(from, to),
    market: tape.market.subarray(from, to),
    outcome: tape.outcome.subarray(from, to),
    kind: tape.kind.subarray(from, to),
    side: tape.side.subarray(from, to),
    flags: tape.flags.subarray(from, to),
    price: tape.price.subarray(from, to),
    size: tape.size.subarray(from, to),
  };
}
