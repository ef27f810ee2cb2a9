import type { ClientOrderId, TokenIndex } from './ids.ts';
import type { SettlementStatus } from './settlement.ts';
import type { Side } from './side.ts';
import type { Price, Shares, Timestamp, Usd } from './units.ts';

/** What a simulated fill rests on; live fills are always `venue`. */
export type FillEvidence =
  /** The venue said so. */
  | 'venue'
  /** A taker order against recorded, visible size. */
  | 'book'
  /** A resting order reached by a recorded print. */
  | 'print'
  /** A resting order filled by the rule that stands in for prints the recording lacks. */
  | 'inferred'
  /** Against another order of the simulation, or against a level of unknown size. */
  | 'assumed';

/** How the two sides met: same token, or both buying (mint) or both selling (merge) a pair. */
export type MatchKind = 'complementary' | 'mint' | 'merge';

/** One execution of an order of ours, in that order's own token and side. */
export type Fill = {
  /** Unique within a run, rising. */
  readonly id: number;
  readonly order: ClientOrderId;
  readonly token: TokenIndex;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  /** Cost of a buy or proceeds of a sale, without the fee. */
  readonly amount: Usd;
  /** Paid by the taker on top of cost or out of proceeds; 0 for a maker. */
  readonly fee: Usd;
  /** What a maker can expect back from the daily pool; never booked as cash here. */
  readonly rebate: Usd;
  readonly liquidity: 'maker' | 'taker';
  readonly match: MatchKind;
  readonly evidence: FillEvidence;
  readonly tsEvent: Timestamp;
  settlement: SettlementStatus;
};
