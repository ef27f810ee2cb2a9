import type { BookSide, Side } from '../domain/side.ts';
import type { GapReason } from '../domain/tape.ts';

/**
 * One market, closely: told to those that look at it, whole and anew, at most ten times a second.
 * All prices are of the first outcome; units of 1e-6, times µs UTC.
 */
export type MarketDocument = {
  readonly market: string;
  readonly now: number;
  readonly isTrusted: boolean;
  /** Why the book is not to be trusted; null: it is. */
  readonly untrusted: UntrustedReason | null;
  /** Best first; size null: the recording does not say how much. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  readonly tick: number;
  readonly mine: readonly RestingOrder[];
  readonly reference: number | null;
  readonly strike: number | null;
  /** What each strategy thinks of it now, and what it compared. */
  readonly opinions: readonly StrategyOpinion[];
};

/** Of a market that is over no book is kept. */
export type UntrustedReason = GapReason | 'market_over';

export type LadderLevel = { readonly price: number; readonly size: number | null };

/** An order of ours as it stands in the first outcome's book. */
export type RestingOrder = {
  readonly order: number;
  readonly strategy: string;
  readonly in: BookSide;
  /** As it was sent, of its own outcome. */
  readonly outcome: 0 | 1;
  readonly side: Side;
  readonly price: number;
  readonly left: number;
  /** Shares ahead of it by the simulated exchange; null: the venue does not say. */
  readonly ahead: number | null;
};

export type StrategyOpinion = {
  readonly strategy: string;
  /** What it would do now, or why it would not: a stable code. */
  readonly code: string;
  /** The outcome that it would buy by what it sees now; null: none. */
  readonly outcome: 0 | 1 | null;
  /** Of the first outcome, between 0 and 1; null: it has none. */
  readonly probability: number | null;
  readonly numbers: Readonly<Record<string, number>>;
  /** Each signal that votes or could; null: it lets none vote, or did not ask them. */
  readonly signals: readonly SignalRow[] | null;
};

/** What a strategy thought of a market from a moment on, µs UTC. */
export type OpinionPoint = {
  readonly at: number;
  readonly strategy: string;
  /** As in {@link StrategyOpinion}; null: it had nothing to say any more. */
  readonly code: string | null;
  readonly outcome: 0 | 1 | null;
  readonly probability: number | null;
};

/** What one signal says of a market. */
export type SignalRow = {
  readonly name: string;
  /** The outcome that it votes for; null: it says nothing, and `why` has the code. */
  readonly outcome: 0 | 1 | null;
  readonly why: string | null;
  /** How sure it is, 0 to 1, and of how large a move it speaks, 1 to 4. */
  readonly confidence: number | null;
  readonly strength: number | null;
  /** How much it is listened to: all signals together 1. */
  readonly weight: number;
  /** What it adds to the side that it votes for. */
  readonly vote: number;
};

/** A moment of a market's price path, for its picture. */
export type PathPoint = {
  readonly at: number;
  readonly probability: number | null;
  readonly reference: number | null;
};
