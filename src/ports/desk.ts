import type { ClientOrderId, MarketIndex } from '../domain/ids.ts';
import type { ModelForecast } from '../domain/model-forecast.ts';
import type { OrderTerms, Reason } from '../domain/order.ts';
import type { Shares, Timestamp } from '../domain/units.ts';

/**
 * What a strategy may do. Each call is a wish: it passes the risk gate after the strategy returns,
 * in order, and comes back as events. Every wish says why.
 */
export interface Desk {
  /** Asks for an order; the id is known at once, its fate comes by onOrder. */
  submit(terms: OrderTerms, reason: Reason): ClientOrderId;
  cancel(order: ClientOrderId, reason: Reason): void;
  /**
   * Asks for so many complete sets of the market for as many dollars; the id is known at once, the
   * fate comes by onSets, when the chain has spoken: seconds later.
   */
  split(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId;
  /** The reverse: a settled share of each outcome, of its own, becomes a dollar. */
  merge(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId;
  /** Records a decision not to trade. For decision points, not for every event. */
  skip(market: MarketIndex, reason: Reason): void;
  /**
   * Records how likely the strategy's model holds the first outcome, to be scored once the market
   * is settled. For decision points, not for every event.
   */
  forecast(market: MarketIndex, forecast: ModelForecast): void;
  /** Asks for onTimer at a time; a time in the past comes at once. */
  wakeAt(at: Timestamp, market: MarketIndex): void;
}
