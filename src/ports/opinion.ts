import type { TokenIndex } from '../domain/ids.ts';

/** What a strategy thinks of a market, and why. */
export type Opinion = {
  /** Why it would buy that outcome, or why none. */
  readonly code: string;
  /** The outcome that it would buy by what it sees now; undefined: none. */
  readonly token: TokenIndex | undefined;
  /** Of the first outcome, 0 to 1, by a strategy that has one. */
  readonly probability?: number | undefined;
  /** What was compared, as in a reason: prices in units, times in seconds. */
  readonly numbers: Readonly<Record<string, number>>;
  /** By a strategy that lets signals vote: each of them, those that say nothing as well. */
  readonly signals?: readonly SignalVote[] | undefined;
};

/** What one signal says, and how much of the vote that is. */
export type SignalVote = {
  readonly name: string;
  /** The outcome that it votes for; undefined: it says nothing. */
  readonly token: TokenIndex | undefined;
  /** Why it says nothing: a stable code; undefined: it votes. */
  readonly why: string | undefined;
  /** How sure it is, 0 to 1, and of how large a move it speaks, 1 to 4; undefined: it is silent. */
  readonly confidence: number | undefined;
  readonly strength: number | undefined;
  /** How much it is listened to: all signals together 1. */
  readonly weight: number;
  /** What it adds to the side that it votes for; 0: nothing. */
  readonly vote: number;
};
