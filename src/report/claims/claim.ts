import type { ExcludedTrades } from '../folds/excluded.ts';
import type { Trade } from '../folds/trade.ts';
import type { PValue } from '../statistics/cluster-test.ts';
import type { Edge } from '../statistics/edge.ts';
import type { Correction } from '../statistics/false-discovery.ts';

/** What one strategy did on one set of recordings at one latency. */
export type Claim = {
  readonly strategy: string;
  /** Of recordings. */
  readonly set: string;
  /** From a change at the venue to our order there, µs. */
  readonly latency: number;
  /** Its recordings carry no verdict. */
  readonly isInDoubt?: boolean;
  /** Counted trades by window; those of one window win and lose together, whatever the asset. */
  readonly windows: ReadonlyMap<string, readonly Trade[]>;
  /** The same with the trades that were left out: what these could do is asked of it. */
  readonly allWindows: ReadonlyMap<string, readonly Trade[]>;
  /** Trades left out, for nobody knows who won, and what they would have made. */
  readonly undecided: LeftOut;
  /** Left out as well: those in markets that were decided after the run's end. */
  readonly open: LeftOut;
};

export type LeftOut = Pick<ExcludedTrades, 'trades' | 'netIfLost' | 'netIfWon'>;

/**
 * in_doubt: the recordings carry no verdict; too_thin: these trades cannot tell; earns, loses: also
 * after the correction for many tests; not_shown: there were enough to see an edge worth having,
 * and none was there.
 */
export type ClaimVerdict = 'in_doubt' | 'too_thin' | 'earns' | 'loses' | 'not_shown';

export type JudgedClaim = {
  readonly claim: Claim;
  readonly edge: Edge;
  /** Two-sided, of "the mean net per trade is 0"; undefined: too few windows to ask. */
  readonly p: PValue | undefined;
  /** The p-value after the correction. */
  readonly corrected: number | undefined;
  /**
   * The smallest return on outlay that so many trades would show four times out of five, after the
   * correction and if it were the only one to show any.
   */
  readonly detectableReturn: number | undefined;
  readonly verdict: ClaimVerdict;
  readonly why: string;
};

export type JudgedClaims = {
  readonly correction: Correction;
  readonly level: number;
  /** p-values that were corrected together. */
  readonly tests: number;
  /** Claims with too few windows for a test: no part of the correction. */
  readonly untested: number;
  /** What was done about many tests, in a sentence. */
  readonly note: string;
  readonly claims: readonly JudgedClaim[];
};
