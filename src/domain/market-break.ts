import type { Timestamp } from './units.ts';

/** Why nothing is opened in a market for a while. */
export type BreakCode = 'adverse_fills' | 'failures' | 'cross_rejects';

/** Nothing is opened in a market until then. */
export type MarketBreak = {
  readonly code: BreakCode;
  /** So many in a row. */
  readonly count: number;
  readonly until: Timestamp;
};

/** What went wrong in a market, each in a row: one that went well begins anew. */
export type Streaks = { adverse: number; failures: number; crossings: number };

export function noStreaks(): Streaks {
  return { adverse: 0, failures: 0, crossings: 0 };
}
