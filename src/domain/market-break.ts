import type { Timestamp } from './units.ts';

/** Why nothing is opened in a market for a while. */
export type BreakCode = 'adverse_fills' | 'failures' | 'cross_rejects';

const IN_WORDS: Readonly<Record<BreakCode, string>> = {
  adverse_fills: 'fills in a row that the price went against',
  failures: 'orders in a row that failed',
  cross_rejects: 'post-only orders in a row that would have crossed',
};

/** What went wrong, for people: "5 fills in a row that the price went against". */
export function breakInWords({ code, count }: Pick<MarketBreak, 'code' | 'count'>): string {
  return `${count} ${IN_WORDS[code]}`;
}

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
