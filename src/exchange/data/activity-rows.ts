import type { Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { InventedIds } from '../venue/invented-ids.ts';
import { numberOf, type Row, unixSeconds } from '../wire/forms.ts';
import { NOBODY, tokenRow } from './data-rows.ts';
import { placeOf } from './fill-order.ts';
import { type Holding, type OwnFill, worthAt } from './holding.ts';
import type { Key } from './keyed-page.ts';
import { amountOf } from './running-sums.ts';
import { walletOf } from './wallet-history.ts';

/** An outcome's place where none is meant, in the service's words. */
const NO_OUTCOME = 999;

/** Something that changed a wallet; the row is version 1's. */
export type Activity = {
  readonly type: 'TRADE' | 'REDEEM';
  readonly at: Timestamp;
  /** The newest last; of one moment what a resolution paid after the trades. */
  readonly order: Key;
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
    order: [trade.matchedAt, 0, trade.number, -placeOf(fill).part],
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
    order: [at, 1, market.index, holding.outcome],
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
