import type { MarketIndex } from './ids.ts';
import type { Resolution } from './market.ts';

/** How a market ended by our own prints, and by the venue's word. Neither is corrected. */
export type OutcomeDifference = {
  readonly market: MarketIndex;
  /** Whose prints decide it, e.g. chainlink/btcusd-twap60. */
  readonly feed: string;
  /** Our prices at the two ends of its window, in 1e-6 dollars. */
  readonly open: number;
  readonly close: number;
  /** What a share of the first outcome pays by them, and by the venue. */
  readonly own: Resolution['payout'];
  readonly official: Resolution['payout'];
};
