import { mulDiv, NO_USD, type Usd } from '../../domain/units.ts';
import { type Trade, turnoverOf } from './trade.ts';

/**
 * How much of a result rests on something other than recorded fact. A trade whose fills are partly
 * inferred counts with that part of its turnover.
 */
export type EvidenceShare = {
  readonly trades: number;
  readonly turnover: Usd;
  readonly net: Usd;
  /** Size of the profits and losses, signs dropped: gains and losses on it cannot cancel. */
  readonly absoluteNet: Usd;
};

export type Evidence = {
  readonly all: EvidenceShare;
  /** Fills against recorded size or prints, or reported by the venue. */
  readonly recorded: EvidenceShare;
  /** Fills at rest by the rule that stands in for missing prints. */
  readonly inferred: EvidenceShare;
  /** Fills against unknown size or the simulation's own orders. */
  readonly assumed: EvidenceShare;
  /** Inferred and assumed fills together: what no recorded size or print proves. */
  readonly unproven: EvidenceShare;
  /** Trades in markets whose winner is a proxy by prices of another feed than the rule's. */
  readonly otherFeed: EvidenceShare;
  /** Trades in markets whose winner is a proxy from the last book. */
  readonly finalPrice: EvidenceShare;
};

export function foldEvidence(trades: readonly Trade[]): Evidence {
  return {
    all: shareOf(trades, turnoverOf),
    recorded: shareOf(
      trades,
      ({ turnover }) => (turnover.venue + turnover.book + turnover.print) as Usd,
    ),
    inferred: shareOf(trades, (trade) => trade.turnover.inferred),
    assumed: shareOf(trades, (trade) => trade.turnover.assumed),
    unproven: shareOf(trades, ({ turnover }) => (turnover.inferred + turnover.assumed) as Usd),
    otherFeed: shareOf(trades, (trade) => settledBy(trade, 'other_feed')),
    finalPrice: shareOf(trades, (trade) => settledBy(trade, 'final_price')),
  };
}

/** What of a trade was paid out by such a winner: nothing where it was sold before. */
function settledBy(trade: Trade, source: Trade['resolution']): Usd {
  const wasPaid = trade.exit !== 'sale' && trade.exit !== 'merge';
  return trade.resolution === source && wasPaid ? turnoverOf(trade) : NO_USD;
}

function shareOf(trades: readonly Trade[], resting: (trade: Trade) => Usd): EvidenceShare {
  const share = { trades: 0, turnover: 0, net: 0, absoluteNet: 0 };
  for (const trade of trades) {
    const turnover = resting(trade);
    if (turnover === 0) continue;
    const net = mulDiv(trade.net, turnover, turnoverOf(trade), 'halfEven');
    share.trades += 1;
    share.turnover += turnover;
    share.net += net;
    share.absoluteNet += Math.abs(net);
  }
  return share as EvidenceShare;
}
