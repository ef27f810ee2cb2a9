import { invariant } from '../../domain/invariant.ts';
import type { Usd } from '../../domain/units.ts';
import type { Claim } from '../claims/claim.ts';
import { claimOf } from '../claims/claims-of.ts';
import { withoutSteps } from '../claims/played-cell.ts';
import { type Evidence, foldEvidence } from '../folds/evidence.ts';
import { foldPauses, type Pauses } from '../folds/pauses.ts';
import { type Profit, sumProfit } from '../folds/profit.ts';
import type { Making } from '../making/making.ts';
import type { Report } from '../report.ts';
import { whyNoTrades } from '../text/why-no-trades.ts';
import { ordersSent } from './orders-sent.ts';

/** Which run of the makers' board it was. */
export type MakerCellName = {
  readonly strategy: string;
  readonly variant: string;
  /** Of recordings. */
  readonly set: string;
  /** By what resting orders are filled where no print says so. */
  readonly fills: string;
  /** From a change at the venue to our order there, µs. */
  readonly latency: number;
};

/** What the board keeps of a run. */
export type MakerCell = MakerCellName & {
  readonly claim: Claim;
  readonly submitted: number;
  readonly profit: Profit;
  readonly evidence: Evidence;
  /** Undefined where nothing was filled at rest. */
  readonly making: Making | undefined;
  /** The most that it stood below an earlier height, of counted trades. */
  readonly deepestDrawdown: Usd;
  readonly markets: number;
  readonly obstacles: string;
  readonly pauses: Pauses;
  readonly hash: string;
  /** See {@link ordersSent}. */
  readonly sent: string;
  readonly assumptions: readonly string[];
};

/** A run of one maker alone, as a cell of the board. */
export function makerCell(report: Report, name: MakerCellName): MakerCell {
  const { record, trades, whole, orders, making } = report;
  invariant(record.strategies.length === 1, `the run of ${name.variant} is of one strategy`);
  // Fills by another rule are another run of the same: they are judged beside each other.
  const strategy = `${name.variant}, ${name.fills}`;
  const counted = trades.filter(({ state }) => state === 'counted');
  return {
    ...name,
    claim: claimOf({ ...name, strategy }, trades.map(withoutSteps), record.markets),
    submitted: orders.submitted,
    profit: sumProfit(counted),
    evidence: foldEvidence(counted),
    making,
    deepestDrawdown: whole.equity.maxDrawdown,
    markets: record.markets.length,
    obstacles: whyNoTrades(report),
    pauses: foldPauses(record.journal),
    hash: record.hash,
    sent: ordersSent(record.journal),
    assumptions: record.assumptions.map(({ text }) => text),
  };
}
