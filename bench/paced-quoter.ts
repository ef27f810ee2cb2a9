import type { OrderEvent } from '../src/domain/event.ts';
import type { ClientOrderId, MarketIndex } from '../src/domain/ids.ts';
import type { ModelForecast } from '../src/domain/model-forecast.ts';
import type { OrderTerms, Reason } from '../src/domain/order.ts';
import { MICROS_PER_SECOND, type Shares, type Timestamp } from '../src/domain/units.ts';
import type { Desk } from '../src/ports/desk.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import type { View } from '../src/ports/view.ts';

/** What one signer may send a second in the venue's Standard tier (its documentation, 2026-11). */
export const STANDARD_TIER = 40;

/**
 * Holds a quoting strategy to the venue's order rate over all markets: after it has sent orders it
 * sees no book until as much time has gone by as these orders take up.
 */
export class PacedQuoter implements Strategy {
  readonly #quoter: Strategy;
  readonly #microsPerOrder: number;
  readonly #desk = new CountingDesk();
  /** When it may quote again, µs. */
  #next = 0;

  constructor(quoter: Strategy, ordersPerSecond = STANDARD_TIER) {
    this.#quoter = quoter;
    this.#microsPerOrder = MICROS_PER_SECOND / ordersPerSecond;
  }

  onStart(view: View, desk: Desk): void {
    this.#quoter.onStart?.(view, desk);
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    if (view.now < this.#next) return;
    this.#desk.inner = desk;
    this.#desk.orders = 0;
    this.#quoter.onBook?.(market, view, this.#desk);
    if (this.#desk.orders === 0) return;
    this.#next = view.now + this.#desk.orders * this.#microsPerOrder;
  }

  onOrder(event: OrderEvent, view: View, desk: Desk): void {
    this.#quoter.onOrder?.(event, view, desk);
  }
}

/** Passes wishes on and counts the orders among them. */
class CountingDesk implements Desk {
  inner: Desk | undefined;
  orders = 0;

  submit(terms: OrderTerms, reason: Reason): ClientOrderId {
    this.orders++;
    return this.#desk().submit(terms, reason);
  }

  cancel(order: ClientOrderId, reason: Reason): void {
    this.#desk().cancel(order, reason);
  }

  split(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId {
    return this.#desk().split(market, shares, reason);
  }

  merge(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId {
    return this.#desk().merge(market, shares, reason);
  }

  skip(market: MarketIndex, reason: Reason): void {
    this.#desk().skip(market, reason);
  }

  forecast(market: MarketIndex, forecast: ModelForecast): void {
    this.#desk().forecast(market, forecast);
  }

  wakeAt(at: Timestamp, market: MarketIndex): void {
    this.#desk().wakeAt(at, market);
  }

  #desk(): Desk {
    if (this.inner === undefined) throw new Error('the desk is used outside a callback');
    return this.inner;
  }
}
