import type { FeeSchedule } from '../../domain/fee.ts';
import type { ConditionId } from '../../domain/ids.ts';
import type { OrderMarket } from '../orders/order-terms.ts';
import type { ExchangeContract } from '../signing/exchange-contract.ts';

/** What the desk must know of a token to trade it, as of the moment of the order. */
export type ListedToken = OrderMarket & {
  readonly market: ConditionId;
  readonly fee: FeeSchedule;
  /** The contract that settles it: another one's orders are void. */
  readonly exchange: ExchangeContract;
};
