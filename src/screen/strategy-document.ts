import type { StrategyOpinion } from './market-document.ts';

/** So many markets a strategy is asked about. */
export const OPINIONS_MOST = 12;

/**
 * What one strategy thinks of markets now: told to those that look at it, whole and anew, at most
 * once a second. Times µs UTC.
 */
export type StrategyDocument = {
  readonly strategy: string;
  readonly now: number;
  /** Markets that take orders now. */
  readonly open: number;
  /**
   * Of those that it has something to say of {@link OPINIONS_MOST} at most: first those that are
   * in their window, the one that opened last before the others; then those that open soonest.
   */
  readonly opinions: readonly MarketOpinion[];
};

export type MarketOpinion = Omit<StrategyOpinion, 'strategy'> & {
  readonly market: string;
  readonly labels: readonly [string | null, string | null];
  readonly opensAt: number | null;
  readonly closesAt: number | null;
};
