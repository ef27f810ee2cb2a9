import type { OrderEvent } from '../../domain/event.ts';
import { complementOf, type MarketIndex, marketOf, type TokenIndex } from '../../domain/ids.ts';
import type { Order, OrderTerms } from '../../domain/order.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { tradableSize } from '../../domain/size-rules.ts';
import {
  complement,
  MICROS_PER_SECOND,
  NO_SHARES,
  type Price,
  type Shares,
} from '../../domain/units.ts';
import { withRoom } from '../../domain/with-room.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { Strategy } from '../../ports/strategy.ts';
import type { View } from '../../ports/view.ts';

export type JoinRule = {
  readonly size: Shares;
  readonly maxPosition: Shares;
  readonly stopBeforeSeconds: number;
};

/** Nothing is quoted on this side, and the next book may be quoted on. */
const NOTHING = -1;
/** What a side whose best price is missing compares as. */
const NO_PRICE = 0;

/**
 * One post-only order at each best price of a market. A market has one book: a bid on the first
 * token and an ask on the second rest at the same place, so each side has one order, which sells
 * what is held of the one token or else bids for the other. An order is moved only when the best
 * price has moved; one that was refused is not repeated until then.
 */
export class BestJoiner implements Strategy {
  readonly #rule: JoinRule;
  /** First token's price at which each side was last quoted, or tried: 2 * market + book side. */
  #quoted = new Int32Array();
  #stopAt = new Float64Array();
  /** 1 while the position limit keeps a side from quoting. */
  #full = new Uint8Array();

  constructor(rule: JoinRule) {
    this.#rule = rule;
  }

  onMarketListed(market: MarketIndex, view: View): void {
    const count = market + 1;
    this.#quoted = withRoom(this.#quoted, count * 2, NOTHING);
    this.#full = withRoom(this.#full, count * 2);
    this.#stopAt = withRoom(this.#stopAt, count);
    const stop = Math.round(this.#rule.stopBeforeSeconds * MICROS_PER_SECOND);
    this.#stopAt[market] = (view.markets[market]?.closesAt ?? Number.POSITIVE_INFINITY) - stop;
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    if (!view.isOpen(market)) return;
    if (!view.isTrusted(market)) this.#withdraw(market, 'book_untrusted', view, desk);
    else if (view.now >= (this.#stopAt[market] as number)) {
      this.#withdraw(market, 'close_is_near', view, desk);
    } else {
      const first = (market * 2) as TokenIndex;
      this.#join(market, BID, view.bestBid(first), view, desk);
      this.#join(market, ASK, view.bestAsk(first), view, desk);
    }
  }

  onOrder(event: OrderEvent, view: View): void {
    const order = view.order(event.order);
    if (order === undefined) return;
    const gone =
      event.kind === 'OrderCanceled' ||
      event.kind === 'OrderExpired' ||
      (event.kind === 'OrderFilled' && order.status === 'filled');
    if (gone) this.#quoted[marketOf(order.token) * 2 + placeOf(order)] = NOTHING;
  }

  /** It wants both sides, so it would buy neither outcome before the other. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    const stopAt = this.#stopAt[market];
    if (stopAt === undefined) return undefined;
    const none = (code: string, numbers = {}) => ({ code, token: undefined, numbers });
    if (!view.isOpen(market)) return none('market_closed');
    if (!view.isTrusted(market)) return none('book_untrusted');
    const first = (market * 2) as TokenIndex;
    const [bid, ask] = [view.bestBid(first), view.bestAsk(first)];
    const numbers = {
      ...(bid === undefined ? {} : { bid }),
      ...(ask === undefined ? {} : { ask }),
    };
    return none(view.now >= stopAt ? 'close_is_near' : 'join_best', numbers);
  }

  #join(
    market: MarketIndex,
    side: BookSide,
    best: Price | undefined,
    view: View,
    desk: Desk,
  ): void {
    const slot = market * 2 + side;
    if ((best ?? NO_PRICE) === this.#quoted[slot]) return;
    const resting = restingAt(side, view.openOrders(market));
    if (resting !== undefined) {
      // The new order waits until the old one is gone: never two on one side.
      this.#quoted[slot] = NOTHING;
      cancel(resting, 'best_moved', desk, sameToken(resting, best));
      return;
    }
    this.#quoted[slot] = best ?? NO_PRICE;
    if (best !== undefined) this.#quote(market, side, view, desk);
  }

  #quote(market: MarketIndex, side: BookSide, view: View, desk: Desk): void {
    const first = (market * 2) as TokenIndex;
    const bidFor = side === BID ? first : complementOf(first);
    const terms = this.#sale(complementOf(bidFor), view) ?? this.#bid(bidFor, view);
    const slot = market * 2 + side;
    if (terms === undefined) {
      if (this.#full[slot] === 0) {
        const numbers = { position: view.position(bidFor), maxPosition: this.#rule.maxPosition };
        desk.skip(market, { code: 'position_full', numbers });
      }
      this.#full[slot] = 1;
      return;
    }
    this.#full[slot] = 0;
    desk.submit(terms, { code: 'join_best', numbers: { best: terms.price, size: terms.size } });
  }

  /** An offer of what is held; undefined when that is too little to rest. */
  #sale(token: TokenIndex, view: View): OrderTerms | undefined {
    const price = view.bestAsk(token);
    const size = tradableSize(Math.min(view.sellable(token), this.#rule.size) as Shares);
    // Where the minimum is not known the gate denies, and says why.
    const least = view.markets[marketOf(token)]?.minimumSize ?? NO_SHARES;
    if (price === undefined || size === 0 || size < least) return undefined;
    return rest(token, 'sell', price, size);
  }

  #bid(token: TokenIndex, view: View): OrderTerms | undefined {
    const price = view.bestBid(token);
    const { size, maxPosition } = this.#rule;
    if (price === undefined || view.position(token) + size > maxPosition) return undefined;
    return rest(token, 'buy', price, size);
  }

  #withdraw(market: MarketIndex, code: string, view: View, desk: Desk): void {
    this.#quoted[market * 2] = NOTHING;
    this.#quoted[market * 2 + 1] = NOTHING;
    for (const order of view.openOrders(market)) cancel(order, code, desk);
  }
}

/** The side of the market's book, in the first token's terms, on which an order rests. */
function placeOf(order: OrderTerms): BookSide {
  return (order.side === 'buy') === ((order.token & 1) === 0) ? BID : ASK;
}

function restingAt(side: BookSide, orders: readonly Order[]): Order | undefined {
  for (const order of orders) if (placeOf(order) === side) return order;
  return undefined;
}

/** A price of the first token as one of the order's own, beside which it is told. */
function sameToken({ token }: OrderTerms, best: Price | undefined): Price | undefined {
  return best === undefined || (token & 1) === 0 ? best : complement(best);
}

function cancel(order: Order, code: string, desk: Desk, best?: Price): void {
  if (order.status === 'pendingCancel') return;
  const numbers = { price: order.price };
  desk.cancel(order.id, { code, numbers: best === undefined ? numbers : { ...numbers, best } });
}

function rest(token: TokenIndex, side: 'buy' | 'sell', price: Price, size: Shares): OrderTerms {
  return { token, side, price, size, timeInForce: 'GTC', postOnly: true, expiresAt: undefined };
}
