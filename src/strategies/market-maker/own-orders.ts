import type { Order } from '../../domain/order.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { notional, type Price, SCALE } from '../../domain/units.ts';

/** What our open orders in a market come to. One serves all markets: {@link read} fills it. */
export class OwnOrders {
  /** Dollars that the open bids may still cost, units. */
  cost = 0;
  /** Shares that open sales still offer, of the first and of the second outcome. */
  readonly offered = new Float64Array(2);
  /** Shares that all of them may still move the inventory by, on each side of the book. */
  readonly resting = new Float64Array(2);
  /** Our best prices in the first outcome's terms, price units: no new order may meet them. */
  bestBid = 0;
  bestAsk = SCALE;

  read(orders: readonly Order[]): void {
    this.cost = 0;
    this.offered.fill(0);
    this.resting.fill(0);
    this.bestBid = 0;
    this.bestAsk = SCALE;
    for (const order of orders) this.#add(order);
  }

  #add(order: Order): void {
    const left = remainingOf(order);
    const price = firstPriceOf(order);
    if (order.side === 'buy') this.cost += notional(left, order.price, 'up');
    else {
      const outcome = order.token & 1;
      this.offered[outcome] = (this.offered[outcome] as number) + left;
    }
    const bookSide = bookSideOfOrder(order);
    this.resting[bookSide] = (this.resting[bookSide] as number) + left;
    if (bookSide === BID) this.bestBid = Math.max(this.bestBid, price);
    else this.bestAsk = Math.min(this.bestAsk, price);
  }
}

/** The side of the market's book, in the first outcome's terms, on which an order rests. */
export function bookSideOfOrder(order: Pick<Order, 'side' | 'token'>): BookSide {
  return (order.side === 'buy') === ((order.token & 1) === 0) ? BID : ASK;
}

/** Its price in the first outcome's terms. */
export function firstPriceOf(order: Pick<Order, 'price' | 'token'>): Price {
  return ((order.token & 1) === 0 ? order.price : SCALE - order.price) as Price;
}

export function remainingOf(order: Pick<Order, 'size' | 'filled'>): Order['size'] {
  return Math.max(0, order.size - order.filled) as Order['size'];
}
