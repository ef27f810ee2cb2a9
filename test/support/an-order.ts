import type { SubmitOrder } from '../../src/domain/command.ts';
import type { ClientOrderId, StrategyIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { Order, OrderTerms } from '../../src/domain/order.ts';
import { NO_SHARES, type Price, type Shares } from '../../src/domain/units.ts';
import { at } from './a-market.ts';

/** Wishes to buy 10 shares of token 0 at 0.62, at once or not at all; or otherwise. */
export function anOrder(changes: Partial<OrderTerms> = {}, id = 1): SubmitOrder {
  return {
    kind: 'SubmitOrder',
    id: id as ClientOrderId,
    strategy: 0 as StrategyIndex,
    terms: {
      token: 0 as TokenIndex,
      side: 'buy',
      price: 620_000 as Price,
      size: 10_000_000 as Shares,
      timeInForce: 'FAK',
      postOnly: false,
      expiresAt: undefined,
      ...changes,
    },
    reason: { code: 'test', numbers: {} },
  };
}

/** The same as an order that rests at the venue. */
export function anOpenOrder(changes: Partial<OrderTerms> = {}, id = 1): Order {
  return {
    ...anOrder({ timeInForce: 'GTC', postOnly: true, ...changes }, id).terms,
    id: id as ClientOrderId,
    strategy: 0 as StrategyIndex,
    submittedAt: at(0),
    status: 'accepted',
    filled: NO_SHARES,
  };
}
