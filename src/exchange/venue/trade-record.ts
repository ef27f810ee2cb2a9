import type { Outcome } from '../../domain/ids.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { ListedMarket } from './listed-market.ts';
import type { OrderRecord } from './order-record.ts';

/** The part of a trade that one order has in it. `order` is undefined for recorded liquidity. */
export type TradePart = {
  readonly order: OrderRecord | undefined;
  readonly outcome: Outcome;
  readonly side: Side;
  /** Of its own token. */
  readonly price: Price;
  size: Shares;
  fee: Usd;
};

/** One taker against what it met at one price, as the venue tells and settles it. */
export type TradeRecord = {
  /** A UUID. */
  readonly id: string;
  readonly number: number;
  readonly market: ListedMarket;
  readonly taker: TradePart;
  /** At least one. */
  readonly makers: TradePart[];
  readonly matchedAt: Timestamp;
  /** "0x" and 64 hex digits. */
  readonly transaction: string;
  /** From when on answers tell the transaction. */
  readonly transactionAt: Timestamp;
  status: SettlementStatus;
  updatedAt: Timestamp;
};
