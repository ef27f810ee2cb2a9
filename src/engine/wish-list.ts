import type { CancelOrder, ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { ClientOrderId, MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { InvariantError, invariant } from '../domain/invariant.ts';
import type { ModelForecast } from '../domain/model-forecast.ts';
import type { OrderTerms, Reason } from '../domain/order.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import type { Desk } from '../ports/desk.ts';

/** A decision not to trade, to be journaled. */
export type Skip = {
  readonly kind: 'Skip';
  readonly market: MarketIndex;
  readonly reason: Reason;
};

/** What a model says, to be journaled. */
type Said = {
  readonly kind: 'Forecast';
  readonly market: MarketIndex;
  readonly forecast: ModelForecast;
};

/** A wish to be called at a time. */
export type WakeUp = {
  readonly kind: 'WakeUp';
  readonly at: Timestamp;
  readonly market: MarketIndex;
};

/** By what price its dollars are divided, the engine sees when it carries it out. */
export type SetsWish = Omit<ChangeSets, 'price'>;

export type Wish = SubmitOrder | CancelOrder | SetsWish | Skip | Said | WakeUp;

/** Hands out ids of orders, splits and merges: rising over all strategies of a run. */
export class OrderIds {
  #last: number;

  /** `first`: the first that is free. */
  constructor(first = 1) {
    this.#last = first - 1;
  }

  /** The first that was not handed out. */
  get free(): ClientOrderId {
    return (this.#last + 1) as ClientOrderId;
  }

  next(): ClientOrderId {
    this.#last++;
    return this.#last as ClientOrderId;
  }
}

/** No strategy wishes this much in one callback; one that does is broken. */
const LIMIT = 10_000;

/** Collects what one strategy wishes during a callback. Reused: the engine empties it after. */
export class WishList implements Desk {
  readonly wishes: Wish[] = [];
  readonly #strategy: StrategyIndex;
  readonly #ids: OrderIds;

  constructor(strategy: StrategyIndex, ids: OrderIds) {
    this.#strategy = strategy;
    this.#ids = ids;
  }

  submit(terms: OrderTerms, reason: Reason): ClientOrderId {
    const id = this.#ids.next();
    this.#add({ kind: 'SubmitOrder', id, strategy: this.#strategy, terms, reason });
    return id;
  }

  cancel(order: ClientOrderId, reason: Reason): void {
    this.#add({ kind: 'CancelOrder', order, strategy: this.#strategy, reason });
  }

  split(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId {
    return this.#change('split', market, shares, reason);
  }

  merge(market: MarketIndex, shares: Shares, reason: Reason): ClientOrderId {
    return this.#change('merge', market, shares, reason);
  }

  skip(market: MarketIndex, reason: Reason): void {
    this.#add({ kind: 'Skip', market, reason });
  }

  /** @throws InvariantError when it is no probability. */
  forecast(market: MarketIndex, forecast: ModelForecast): void {
    const { probability } = forecast;
    if (!(probability >= 0 && probability <= 1))
      throw new InvariantError(`strategy ${this.#strategy} forecast ${probability}`);
    this.#add({ kind: 'Forecast', market, forecast });
  }

  /** @throws InvariantError when the time is no number. */
  wakeAt(at: Timestamp, market: MarketIndex): void {
    if (!(at >= 0))
      throw new InvariantError(`strategy ${this.#strategy} asked for a timer at ${at}`);
    this.#add({ kind: 'WakeUp', at, market });
  }

  #change(
    direction: ChangeSets['direction'],
    market: MarketIndex,
    shares: Shares,
    reason: Reason,
  ): ClientOrderId {
    const id = this.#ids.next();
    const strategy = this.#strategy;
    this.#add({ kind: 'ChangeSets', id, strategy, market, direction, shares, reason });
    return id;
  }

  #add(wish: Wish): void {
    invariant(
      this.wishes.length < LIMIT,
      `strategy ${this.#strategy} made ${LIMIT} wishes at once`,
    );
    this.wishes.push(wish);
  }
}
