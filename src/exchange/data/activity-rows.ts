import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import { numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import { NOBODY, tokenRow } from './data-rows.ts';
import { type Holding, type OwnFill, worthAt } from './holding.ts';
import { amountOf } from './running-sums.ts';
import { walletOf } from './wallet-history.ts';

/** An outcome's place where none is meant, in the service's words. */
const NO_OUTCOME = 999;

/** Something that changed a wallet; the row is version 1's. */
export type Activity = {
  readonly type: 'TRADE' | 'REDEEM';
  readonly at: Timestamp;
  readonly condition: string;
  readonly side: 'buy' | 'sell' | undefined;
  readonly size: Shares;
  readonly amount: Usd;
  readonly row: () => Row;
};

/** A row of GET /trades, which version 2 writes alike. */
export function tradeRow(fill: OwnFill): Row {
  const { trade, part } = fill;
  return {
    proxyWallet: walletOf(part),
    side: part.side === 'buy' ? 'BUY' : 'SELL',
    ...tokenRow(trade.market, part.outcome),
    size: numberOf(part.size),
    price: numberOf(part.price),
    timestamp: unixSeconds(trade.matchedAt),
    ...NOBODY,
    transactionHash: trade.transaction,
  };
}

export function tradeActivity(fill: OwnFill): Activity {
  const { trade, part } = fill;
  return {
    type: 'TRADE',
    at: trade.matchedAt,
    condition: trade.market.listing.market.conditionId,
    side: part.side,
    size: part.size,
    amount: amountOf(part),
    row: () => ({ ...tradeRow(fill), type: 'TRADE', usdcSize: numberOf(amountOf(part)) }),
  };
}

/** The resolution paid for shares; undefined where it paid nothing. */
export function redemption(
  wallet: string,
  holding: Holding,
  ids: InventedIds,
): Activity | undefined {
  const { market, payout } = holding;
  const { size } = holding.held();
  const paid = worthAt(size, payout);
  if (payout === undefined || paid === undefined || paid === 0) return undefined;
  const at = market.resolvedAt as Timestamp;
  const condition = market.listing.market.conditionId;
  return {
    type: 'REDEEM',
    at,
    condition,
    side: undefined,
    size,
    amount: paid,
    row: () => ({
      proxyWallet: wallet,
      timestamp: unixSeconds(at),
      ...tokenRow(market, holding.outcome),
      asset: '',
      outcome: '',
      outcomeIndex: NO_OUTCOME,
      type: 'REDEEM',
      size: numberOf(size),
      usdcSize: numberOf(paid),
      price: 0,
      side: '',
      ...NOBODY,
      transactionHash: ids.hash('redemption', wallet, condition, holding.outcome),
    }),
  };
}
