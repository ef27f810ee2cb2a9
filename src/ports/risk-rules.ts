import type { ExchangeEvent } from '../domain/event.ts';
import type { MarketBreak, Streaks } from '../domain/market-break.ts';
import type { RiskLook, RiskStanding } from '../domain/risk-standing.ts';
import type { Timestamp } from '../domain/units.ts';

/** What becomes of an account and its markets by what is lost: decided here, done by the engine. */
export interface RiskRules {
  /** Where the account stands after a look at it. Changes nothing. */
  stands(before: RiskStanding, look: RiskLook): RiskStanding;
  /** A fill is judged so long after it, µs; undefined: never. */
  readonly judgeAfter: number | undefined;
  /**
   * A fill is judged: the midpoint has moved so much in our favor since, negative: against us.
   * Counts in `streaks`; returns a break that this begins.
   */
  judged(streaks: Streaks, moved: number, now: Timestamp): MarketBreak | undefined;
  /** The same for an answer of the exchange to an order in the market. */
  answered(streaks: Streaks, event: ExchangeEvent, now: Timestamp): MarketBreak | undefined;
}
